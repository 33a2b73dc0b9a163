// The guard that other tests rely on must itself be able to fail.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import test from "node:test";

import { run } from "./support/command.mjs";

const GUARD = fileURLToPath(new URL("support/no-sockets.cjs", import.meta.url));

const WAYS = {
  net: "require('node:net').connect(9, '127.0.0.1')",
  tls: "require('node:tls').connect(9, '127.0.0.1')",
  http: "require('node:http').get('http://127.0.0.1:45678')",
  https: "require('node:https').get('https://127.0.0.1:45678')",
  http2: "require('node:http2').connect('http://127.0.0.1:45678')",
  fetch: "await fetch('http://127.0.0.1:45678')",
  udp: "require('node:dgram').createSocket('udp4').send('x', 9, '127.0.0.1')",
  names: "require('node:dns').lookup('localhost', () => {})",
};

for (const [name, way] of Object.entries(WAYS)) {
  test(`the guard stops ${name}, even where the error is swallowed`, async () => {
    const program = `(async () => { try { ${way} } catch {} })().catch(() => {}); process.on("uncaughtException", () => {});`;
    const { code, output } = await run(process.execPath, ["--require", GUARD, "--eval", program]);
    assert.equal(code, 86, output);
  });
}

test("the guard lets a program be that opens none", async () => {
  const { code, output } = await run(process.execPath, ["--require", GUARD, "--eval", "console.log(1)"]);
  assert.deepEqual([code, output], [0, "1\n"]);
});
