// For those who bring the .wasm themselves, as a file of their site or a module of their bundler.

export { initSyncWith as initSync, initWith as init } from "../loader.js";
export { Kinetoscope } from "../kinetoscope.js";
export { SqlError } from "../sql.js";
