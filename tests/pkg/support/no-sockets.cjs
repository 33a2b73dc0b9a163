// Loaded before a program: whoever opens a socket or asks for a name gets an error, and the process ends with code 86
// even if that error is swallowed.

const dgram = require("node:dgram");
const dns = require("node:dns");
const { syncBuiltinESMExports } = require("node:module");
const net = require("node:net");

const attempts = [];

function forbid(object, name) {
  object[name] = function forbidden() {
    attempts.push(name);
    throw new Error(`a socket was opened: ${name}`);
  };
}

// http, https, http2, tls and fetch all come down to the first.
forbid(net.Socket.prototype, "connect");
forbid(dgram.Socket.prototype, "connect");
forbid(dgram.Socket.prototype, "send");
forbid(dns, "lookup");
forbid(dns.promises, "lookup");
syncBuiltinESMExports();

process.on("exit", () => {
  if (attempts.length === 0) return;
  process._rawDebug(`sockets were opened: ${attempts.join(", ")}`);
  process.exitCode = 86;
});

module.exports = { attempts };
