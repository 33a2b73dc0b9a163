// The file formats of deliveries, a module of their own: where its wasm comes from. It is made when it is first asked.

import loadAsync, { answer, initSync, preview as previewText } from "../dist/formats.js";

/** Gives the module's bytes, where the entry point has them at hand. */
let source;
let isLoaded = false;
/** Settles once the loading that is under way ends. */
let loading;

/** Tells how to get the bytes; they are asked for when a world first needs them. */
export function setFormatsSource(bytes) {
  source = bytes;
}

/** Whether formats can be asked. */
export const areThere = () => isLoaded || source !== undefined;

/** From a question's bytes to its answer's. */
export function ask(question) {
  load();
  return answer(question);
}

/** What an object is, and the first of what it holds. */
export function preview(object, rows, bytes) {
  if (!areThere()) throw new Error("The formats are not loaded: await `Kinetoscope.loadFormats(wasm)` first.");
  load();
  const { kind, ...seen } = JSON.parse(previewText(object, rows, bytes));
  return kind === "columns" ? columnsOf(seen) : bytesOf(seen);
}

function columnsOf({ format, compression, columns, row_count: rowCount, groups, rows, trouble }) {
  const named = columns.map(({ name, data_type: type }) => ({ name, type }));
  return { kind: "columns", format, compression, columns: named, rowCount, groups, rows: rows.map((row) => JSON.parse(row)), trouble };
}

function bytesOf({ packing, is_text: isText, head, is_whole: isWhole }) {
  return { kind: "bytes", packing, isText, head: Uint8Array.from(head), isWhole };
}

/** Loads them from a URL, a `Response`, bytes, a `WebAssembly.Module` or a promise of one of them, once, however many ask. */
export function loadFormats(wasm) {
  if (isLoaded) return Promise.resolve();
  loading ??= loadFrom(wasm).finally(() => (loading = undefined));
  return loading;
}

async function loadFrom(wasm) {
  await loadAsync({ module_or_path: await wasm });
  isLoaded = true;
}

function load() {
  if (isLoaded) return;
  initSync({ module: source() });
  isLoaded = true;
}
