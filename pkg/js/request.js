// Requests of several makes, as the engine takes them: method, URI, one text of headers, bytes.

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);

/** Path and query of a request of the AWS SDK. */
export function uriOf({ path = "/", query }) {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? escape(name) : `${escape(name)}=${escape(one)}`)),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

/** Names and values in turn, each ended by a line feed. */
export function headersText(headers) {
  const pairs = typeof headers?.[Symbol.iterator] === "function" ? headers : Object.entries(headers ?? {});
  let text = "";
  for (const [name, value] of pairs) {
    const line = `${name}\n${value}\n`;
    if (line.includes("\r") || line.split("\n").length !== 3) {
      throw new TypeError(`header ${JSON.stringify(name)} holds a line break`);
    }
    text += line;
  }
  return text;
}

/** The pairs of an answer's text of headers. */
export function headerPairs(text) {
  const lines = text.split("\n");
  const pairs = [];
  for (let at = 0; at + 1 < lines.length; at += 2) pairs.push([lines[at], lines[at + 1]]);
  return pairs;
}

/** Whether these are bytes, of whatever kind of array. */
export function isBytes(value) {
  return ArrayBuffer.isView(value) || isBuffer(value);
}

/** The bytes of a body: at once where they are at hand, else a promise. */
export function bytesOf(body) {
  if (body === undefined || body === null) return NOTHING;
  if (typeof body === "string") return encoder.encode(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (isBuffer(body)) return new Uint8Array(body);
  return collect(body);
}

/** Reads a Blob, a web stream, a Node stream or anything else that can be iterated to its end. */
async function collect(body) {
  if (typeof body.arrayBuffer === "function") return new Uint8Array(await body.arrayBuffer());
  const chunks = [];
  for await (const chunk of chunksOf(body)) chunks.push(await bytesOf(chunk));
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

async function* chunksOf(body) {
  if (typeof body[Symbol.asyncIterator] === "function" || typeof body[Symbol.iterator] === "function") return yield* body;
  if (typeof body.getReader !== "function") throw new TypeError("a request's body must be bytes, text or a stream");
  const reader = body.getReader(); // Safari's streams cannot be iterated
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

/** By name, because a test environment may have an ArrayBuffer of another realm. */
function isBuffer(body) {
  return /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(body));
}

function escape(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
