// One engine per copy of this package in memory: where its wasm comes from, and whether it is there.

import loadAsync, { initSync, setFormats } from "../dist/engine.js";
import { areThere, ask } from "./formats.js";

/** Gives the module's bytes, where the entry point has them at hand. */
let source;
let isReady = false;
/** Settles once the loading that is under way ends. */
let loading;

/** Tells how to get the bytes; they are asked for when the first world is made, not before. */
export function setSource(bytes) {
  source = bytes;
}

/** Makes sure that the engine can be called, and that it knows of the formats once there are any. */
export function ready() {
  readyEngine();
  if (areThere()) setFormats(ask);
}

function readyEngine() {
  if (isReady) return;
  if (source === undefined) {
    throw new Error("The engine is not loaded: call `await init(wasm)` from \"kinetoscope/slim\" first.");
  }
  initSyncWith(source());
}

/** Loads the engine from bytes or a `WebAssembly.Module`. */
export function initSyncWith(module) {
  if (isReady) return;
  if (loading !== undefined) throw new Error("The engine is being loaded: await the promise of `init()`.");
  initSync({ module });
  isReady = true;
}

/**
 * Loads the engine from a URL, a `Response`, bytes, a `WebAssembly.Module` or a promise of one of them. Who asks while it is being
 * loaded waits for the same one: a second would take the memory from under the worlds of the first.
 */
export function initWith(wasm) {
  if (isReady) return Promise.resolve();
  loading ??= load(wasm).finally(() => (loading = undefined));
  return loading;
}

async function load(wasm) {
  await loadAsync({ module_or_path: await wasm });
  isReady = true;
}
