// A delivery to a real server, by `fetch`.

import { headersText } from "./request.js";

/** Taken now: a test runner may put a false one in its place later. */
const { setTimeout, clearTimeout } = globalThis;

/** What is said of a redirection that a browser keeps to itself: nobody follows it anyway. */
const HIDDEN_REDIRECT = 302;

/** Why a request failed, by the code of the error below it; whatever else there is, nobody took the connection. */
const REASONS = [
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "connection_reset"],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, "request_timeout"],
  [/CERT|SSL|TLS|UNABLE_TO_/, "ssl_handshake_failure"],
];

/** The answer to a POST: its status, headers as a text and body; or why there is none, in `unreachable`. `end` breaks it off. */
export async function request(fetch, { url, headers, body, timeoutMs }, end) {
  const control = new AbortController();
  const abort = () => control.abort();
  const alarm = setTimeout(abort, timeoutMs);
  end.addEventListener("abort", abort);
  try {
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: control.signal });
    const status = answer.type === "opaqueredirect" ? HIDDEN_REDIRECT : answer.status;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status, headers: headersText([...answer.headers].map(([name, value]) => [name.toLowerCase(), value])), body: bytes };
  } catch (error) {
    return { unreachable: control.signal.aborted ? "request_timeout" : reasonOf(error) };
  } finally {
    clearTimeout(alarm);
    end.removeEventListener("abort", abort);
  }
}

function reasonOf(error) {
  const code = String(error?.cause?.code ?? error?.code ?? "");
  return REASONS.find(([codes]) => codes.test(code))?.[1] ?? "connection_failed";
}
