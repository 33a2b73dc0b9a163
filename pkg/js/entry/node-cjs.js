// Node and Bun, as a CommonJS module: the .wasm files lie beside this one.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { setFormatsSource } from "../formats.js";
import { setSource } from "../loader.js";

const read = (file) => () => readFileSync(join(__dirname, file));

setSource(read("engine_bg.wasm"));
setFormatsSource(read("formats_bg.wasm"));

export { Kinetoscope } from "../kinetoscope.js";
export { SqlError } from "../sql.js";
