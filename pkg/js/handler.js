// What the AWS SDK for JavaScript v3 calls in place of its HTTP client.

import { readableBytes } from "./connections.js";
import { bytesOf, headerPairs, headersText, uriOf } from "./request.js";

/** Answers the SDK's requests by `serve(method, uri, headers, body, goOn)`, without a socket. */
export class InProcessHandler {
  metadata = { handlerProtocol: "http/1.1" };
  #serve;
  #connections;

  constructor(serve, connections) {
    this.#serve = serve;
    this.#connections = connections;
  }

  async handle(request, { abortSignal } = {}) {
    refuseIfAborted(abortSignal);
    const found = bytesOf(request.body);
    const body = found instanceof Uint8Array ? found : await found;
    refuseIfAborted(abortSignal);
    const goOn = () => refuseIfAborted(abortSignal);
    const answer = await this.#serve(request.method, uriOf(request), headersText(request.headers), body, goOn);
    const headers = headerPairs(answer.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const content = this.#content(answer, request.method, abortSignal);
    return { response: { statusCode: answer.status, headers: Object.fromEntries(headers), body: content } };
  }

  /** A body as the SDK wants it: where what was asked for is the body itself, as a stream. */
  #content(answer, method, signal) {
    if (answer.connection !== undefined) return this.#goOn(answer, signal);
    return answer.isRest && method === "GET" ? readableBytes(answer.body) : answer.body;
  }

  #goOn({ connection, body }, signal) {
    signal?.addEventListener?.("abort", () => this.#connections.close(connection), { once: true });
    return this.#connections.body(connection, body, () => refuseIfAborted(signal));
  }

  /** The world belongs to its Kinetoscope, which other clients may share: nothing to close. */
  destroy() {}

  /** There is no connection whose settings could change. */
  updateHttpClientConfig() {}

  httpHandlerConfigs() {
    return {};
  }
}

function refuseIfAborted(signal) {
  if (!signal?.aborted) return;
  const error = new Error("Request aborted", { cause: signal.reason });
  error.name = "AbortError"; // by which the SDK and its users know it
  throw error;
}
