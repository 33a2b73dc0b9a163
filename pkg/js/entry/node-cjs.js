// Node and Bun, as a CommonJS module: the .wasm lies beside this file.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { setSource } from "../loader.js";

setSource(() => readFileSync(join(__dirname, "engine_bg.wasm")));

export { Kinetoscope } from "../kinetoscope.js";
