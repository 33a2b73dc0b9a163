// SQL applications over rows; run by `node --test` in a throw-away project.

import assert from "node:assert/strict";
import test from "node:test";

import { Kinetoscope, SqlError } from "kinetoscope";

const BY_MINUTE = `
  CREATE OR REPLACE STREAM "BY_MINUTE" (ticker VARCHAR(8), trades BIGINT, high DOUBLE);
  CREATE OR REPLACE PUMP "P" AS INSERT INTO "BY_MINUTE"
    SELECT STREAM "ticker", COUNT(*), MAX("price") FROM "SOURCE_SQL_STREAM_001" AS s
    GROUP BY "ticker", STEP(s.ROWTIME BY INTERVAL '1' MINUTE);`;
const SCHEMA = { ticker: "VARCHAR(8)", price: "DOUBLE" };

/** An application of a world that goes when the test ends. */
async function application(t, code, options) {
  const k = await Kinetoscope.create({ startTime: "2026-01-01T10:00:00Z" });
  const app = k.sql(code, options);
  t.after(() => [app.free(), k.free()]);
  return app;
}

test("rows go in, and windows end by the application's clock", async (t) => {
  const app = await application(t, BY_MINUTE, { input: { schema: SCHEMA }, withRowtime: true });
  assert.deepEqual(app.push([{ ticker: "AMZN", price: 10.5 }, { ticker: "AMZN", price: 14 }]), {});
  assert.deepEqual(app.advance(59_999), {});
  const first = { ROWTIME: "2026-01-01 10:01:00.000", TICKER: "AMZN", TRADES: 2, HIGH: 14 };
  assert.deepEqual(app.advance(1), { BY_MINUTE: [first] });
  app.push([{ ticker: "GOOG", price: 7 }]);
  assert.deepEqual(app.finish(), { BY_MINUTE: [{ ROWTIME: "2026-01-01 10:02:00.000", TICKER: "GOOG", TRADES: 1, HIGH: 7 }] });
});

test("rows may tell the time, and their schema may be found in some of them", async (t) => {
  const rows = [
    { ticker: "AMZN", price: 10.5, ts: "2026-01-01 10:00:05" },
    { ticker: "GOOG", price: 7.5, ts: "2026-01-01 10:00:15" },
    { ticker: "AMZN", price: 11, ts: "2026-01-01 10:01:00" },
  ];
  const app = await application(t, BY_MINUTE, { input: { sample: rows, rowtime: "ts" } });
  const told = [{ TICKER: "AMZN", TRADES: 1, HIGH: 10.5 }, { TICKER: "GOOG", TRADES: 1, HIGH: 7.5 }];
  assert.deepEqual(app.push(rows), { BY_MINUTE: told });
  assert.deepEqual(app.push(rows.slice(2).map((row) => JSON.stringify(row)).join("\n")), {});
  assert.deepEqual(app.finish(), { BY_MINUTE: [{ TICKER: "AMZN", TRADES: 2, HIGH: 11 }] });
});

test("the first rows tell the schema where nothing else does", async (t) => {
  const app = await application(t, BY_MINUTE);
  assert.throws(() => app.explain(), /the columns are not known yet/);
  assert.deepEqual([app.advance(30_000), app.finish()], [{}, {}]);
  assert.throws(() => app.push([{ tick: "A" }]), (error) => error instanceof SqlError && /'ticker' not found/.test(error.message));
  assert.deepEqual(app.push([{ ticker: "AMZN", price: 10.5 }]), {});
  assert.deepEqual(app.advance(29_999), {});
  assert.deepEqual(app.advance(1), { BY_MINUTE: [{ TICKER: "AMZN", TRADES: 1, HIGH: 10.5 }] });
});

test("lines of CSV join a table, and what is wrong with a row leaves by the error stream", async (t) => {
  const code = `
    CREATE STREAM "OUT" (name VARCHAR(16), share DOUBLE);
    CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM c."name", 100 / s.price
      FROM "TRADES" AS s LEFT JOIN "Company" AS c ON s.ticker = c."ticker";`;
  const schema = {
    RecordFormat: { RecordFormatType: "CSV" },
    RecordColumns: [{ Name: "TICKER", SqlType: "VARCHAR(8)" }, { Name: "PRICE", SqlType: "DOUBLE" }],
  };
  const references = { Company: [{ ticker: "A", name: "Ant" }] };
  const app = await application(t, code, { input: { name: "TRADES", schema }, references });
  const { OUT, error_stream: errors } = app.push(["A,8", "B,0", "C,much", "D,4"]);
  assert.deepEqual(OUT, [{ NAME: "Ant", SHARE: 12.5 }, { NAME: null, SHARE: 25 }]);
  const seen = errors.map(({ ERROR_NAME, MESSAGE, PUMP_NAME }) => [ERROR_NAME, MESSAGE, PUMP_NAME]);
  assert.deepEqual(seen, [
    ["COERCION_ERROR", "The value of column PRICE is not a value of type DOUBLE", null],
    ["EVALUATION_ERROR", "division by zero", "P"],
  ]);
});

test("wrong code is an error with its places, and warnings are kept", async (t) => {
  const k = await Kinetoscope.create();
  t.after(() => k.free());
  const input = { schema: SCHEMA };
  const wrong = BY_MINUTE.replace("COUNT(*)", "COUNT(*").replace("CREATE OR", "CRAETE OR");
  assert.throws(
    () => k.sql(wrong, { input }),
    (error) => {
      assert.ok(error instanceof SqlError && error instanceof Error);
      assert.deepEqual([error.line, error.column, error.hint], [2, 3, "did you mean CREATE?"]);
      assert.match(error.message, /^line 2, column 3: expected CREATE, found CRAETE$/);
      assert.equal(error.problems.length, 2);
      return true;
    },
  );
  assert.throws(() => k.sql(BY_MINUTE, { input: { schema: { ticker: "TEXT" } } }), /TEXT of ticker is no SQL type/);
  assert.throws(() => k.sql(BY_MINUTE, { input: { schema: SCHEMA, rowtime: "ts" } }), /no column ts to take ROWTIME from/);
  assert.throws(() => k.sql(BY_MINUTE, { input: { schema: "A" } }), /option "schema" must be an object of columns/);
  assert.throws(() => k.sql(BY_MINUTE, { input, inputs: [] }), /there is no option "inputs"/);
  const app = k.sql(BY_MINUTE.replace("SELECT STREAM", "SELECT"), { input });
  assert.deepEqual(app.warnings.map(({ severity, line }) => [severity, line]), [["warning", 4]]);
  assert.match(app.explain(), /^BY_MINUTE .*\n/);
  assert.throws(() => app.push({ ticker: "A" }), /push: give a list of rows/);
  assert.throws(() => app.advance(-1), /advance: give a number/);
  app.free();
  assert.throws(() => app.push([]), /was freed/);
});
