// Node, Deno and Bun, as an ES module: the .wasm lies beside this file.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { setSource } from "../loader.js";

// Not `new URL("…", import.meta.url)`: jsdom puts another URL in the global's place, which `fs` refuses.
setSource(() => readFileSync(join(dirname(fileURLToPath(import.meta.url)), "engine_bg.wasm")));

export { Kinetoscope } from "../kinetoscope.js";
