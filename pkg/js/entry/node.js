// Node, Deno and Bun, as an ES module: the .wasm files lie beside this one.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { setFormatsSource } from "../formats.js";
import { setSource } from "../loader.js";

// Not `new URL("…", import.meta.url)`: jsdom puts another URL in the global's place, which `fs` refuses.
const read = (file) => () => readFileSync(join(dirname(fileURLToPath(import.meta.url)), file));

setSource(read("engine_bg.wasm"));
setFormatsSource(read("formats_bg.wasm"));

export { Kinetoscope } from "../kinetoscope.js";
export { SqlError } from "../sql.js";
