export * from "./index.js";

/** `WebAssembly.Module`, where the program's types have it. */
type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;

/** Where the engine may come from. */
export type WasmSource = string | URL | Request | Response | Uint8Array | ArrayBuffer | WasmModule;

/** Loads the engine; once is enough, and who asks again meanwhile waits for the same. To be awaited before the first world is made. */
export function init(wasm: WasmSource | Promise<WasmSource>): Promise<void>;

/** Loads the engine from what is at hand. On a page's main thread, browsers allow this up to 8 MB. */
export function initSync(wasm: Uint8Array | ArrayBuffer | WasmModule): void;

export {};
