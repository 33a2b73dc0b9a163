// SQL applications over rows of a program. What a schema, a row or a window is the engine alone knows.

import { Application } from "../dist/engine.js";
import { checkSqlOptions } from "./options.js";
import { isBytes, bytesOf } from "./request.js";

/** The in-application stream that an input fills unless it is named: what the service's console calls it. */
const INPUT_DEFAULT = "SOURCE_SQL_STREAM_001";
const LAST_ADVANCE = 8.64e15;

/** Known to this module only, so that applications come from `k.sql`. */
const KEY = Symbol("SqlApplication");
const BEGIN = Symbol("begin");
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Why an application does not run: all problems of its code, and the place of the first error. */
export class SqlError extends Error {
  constructor({ message, problems }) {
    const first = problems.find(({ severity }) => severity === "error");
    super(first === undefined ? message : `line ${first.line}, column ${first.column}: ${first.message}`);
    this.name = "SqlError";
    this.problems = problems;
    this.line = first?.line;
    this.column = first?.column;
    this.hint = first?.hint;
  }
}

/** An application whose clock begins at a moment. Where nothing tells its schema, it is made when the first rows come. */
export function makeApplication(code, options, now) {
  if (typeof code !== "string") throw new TypeError("sql: the first argument must be the application's code");
  const { input = {}, references = {}, seed = 0, withRowtime = false } = checkSqlOptions(options);
  const { name = INPUT_DEFAULT, schema, sample, rowtime } = input;
  const tables = Object.entries(references).map(([name, table]) => reference(name, table));
  const make = (rows, waited) => {
    const settings = { code, now: now.getTime() + waited, input: source(name, schema, rows, rowtime), references: tables };
    // Not by JSON.stringify: a seed may be larger than a number can hold.
    return new Application(`{"seed":${seed},${JSON.stringify(settings).slice(1)}`, withRowtime);
  };
  const application = new SqlApplication(KEY, make);
  if (schema !== undefined || sample !== undefined) application[BEGIN](sample ?? []);
  return application;
}

class SqlApplication {
  #application;
  #make;
  /** How far the clock has gone on before the application was made. */
  #waited = 0;
  warnings = [];

  constructor(key, make) {
    if (key !== KEY) throw new TypeError("Use k.sql(code, options)");
    this.#make = make;
  }

  /** Makes the application, with a schema that these rows have unless one is given. */
  [BEGIN](rows) {
    this.#application = told(() => this.#make(rows, this.#waited));
    this.warnings = JSON.parse(this.#application.warnings());
  }

  push(rows) {
    const text = textOfRows(rows);
    if (!this.#began) this[BEGIN](text);
    return JSON.parse(this.#application.push(encoder.encode(text)));
  }

  advance(ms) {
    if (!(typeof ms === "number" && 0 <= ms && ms <= LAST_ADVANCE)) {
      throw new TypeError("advance: give a number of milliseconds, 0 or more");
    }
    if (this.#began) return JSON.parse(this.#application.advance(ms));
    this.#waited += ms;
    return {};
  }

  finish() {
    return this.#began ? JSON.parse(this.#application.finish()) : {};
  }

  explain() {
    if (!this.#began) throw new Error("explain: the columns are not known yet: push rows, or give input.schema or input.sample");
    return this.#application.explain();
  }

  free() {
    this.#application?.free();
    this.#application = this.#make = undefined;
  }

  /** Whether the application was made; throws where it is gone. */
  get #began() {
    if (this.#make === undefined) throw new Error("This application was freed: make another with k.sql()");
    return this.#application !== undefined;
  }
}

if (Symbol.dispose) SqlApplication.prototype[Symbol.dispose] = SqlApplication.prototype.free;

/** Lets the engine's refusal be an error with its problems. */
function told(make) {
  try {
    return make();
  } catch (refusal) {
    if (typeof refusal !== "string") throw refusal;
    throw new SqlError(JSON.parse(refusal));
  }
}

function reference(name, table) {
  const isPlain = Array.isArray(table) || typeof table === "string";
  const { schema, rows } = isPlain ? { rows: table } : table ?? {};
  if (!(Array.isArray(rows) || typeof rows === "string")) {
    throw new TypeError(`sql: the table ${name} must be a list of rows, the text of its lines, or { schema, rows }`);
  }
  return source(name, schema, rows);
}

function source(name, schema, records, rowtime) {
  return { name, schema: schema && described(schema), records: linesOf(records), rowtime };
}

/** `{ ticker: "VARCHAR(8)" }` as the service would describe it. */
function described(schema) {
  if (Array.isArray(schema.RecordColumns)) return schema;
  const RecordColumns = Object.entries(schema).map(([Name, SqlType]) => ({ Name, Mapping: pathOf(Name), SqlType }));
  return { RecordFormat: { RecordFormatType: "JSON" }, RecordColumns };
}

const pathOf = (name) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `$.${name}` : `$['${name}']`);

/** Rows as lines: objects as JSON, texts as they are. */
function linesOf(rows) {
  if (typeof rows === "string") return rows;
  return rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");
}

function textOfRows(rows) {
  if (isBytes(rows)) return decoder.decode(bytesOf(rows));
  if (Array.isArray(rows) || typeof rows === "string") return linesOf(rows);
  throw new TypeError("push: give a list of rows, or the text or the bytes of their lines");
}
