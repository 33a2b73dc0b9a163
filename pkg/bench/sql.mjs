// Rows a second through a SQL application, in Node: `node pkg/bench/sql.mjs CODE SCHEMA ROWS` with a file of rows, a line each. Run
// `cargo xtask build` first. Prints an object of JSON.

import { readFileSync } from "node:fs";

import { Application, initSync } from "../dist/engine.js";

const [, , code, schema, file] = process.argv;
/** Bytes that are handed over at once. */
const PIECE = 1 << 19;

initSync({ module: readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url)) });

const application = new Application(
  JSON.stringify({
    code: readFileSync(code, "utf8"),
    seed: 1,
    now: 0,
    input: { name: "SOURCE_SQL_STREAM_001", schema: JSON.parse(readFileSync(schema, "utf8")), records: "", rowtime: "TS" },
    references: [],
  }),
  false,
);
const bytes = readFileSync(file);
const count = (told) => Object.values(JSON.parse(told)).reduce((sum, rows) => sum + rows.length, 0);
let given = 0;
const start = performance.now();
for (let at = 0; at < bytes.length; ) {
  const end = bytes.indexOf(10, Math.min(at + PIECE, bytes.length - 1)) + 1 || bytes.length;
  given += count(application.push(bytes.subarray(at, end)));
  at = end;
}
given += count(application.finish());
const seconds = (performance.now() - start) / 1000;
const records = bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
console.log(JSON.stringify({ records, given, seconds }));
