// The examples print what they promise, and the README's test passes as it stands there.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "node:test";

import { node } from "./support/command.mjs";
import { PACKAGE, project, tool } from "./support/place.mjs";

const GUARD = fileURLToPath(new URL("support/no-sockets.cjs", import.meta.url));

const PROMISES = {
  "retention.mjs": /^2026-01-01T00:00:00.000Z {2}1 record.*\n2026-01-01T23:00:00.000Z {2}1 .*\n2026-01-02T01:00:00.000Z {2}0 /m,
  "hot-key.mjs": /Stream clicks has 2 open shards; its load is hot\.|its load is uneven\./,
  "snapshot.mjs": /first test starts with clicks\nsecond test starts with clicks\n$/,
};

test("the examples run", async (t) => {
  const place = await project(t);
  cpSync(join(PACKAGE, "examples"), place, { recursive: true });
  for (const [file, promise] of Object.entries(PROMISES)) {
    assert.match(await node(["--require", GUARD, file], { cwd: place }), promise);
  }
});

test("the README's test passes", async (t) => {
  const place = await project(t);
  const readme = readFileSync(join(PACKAGE, "README.md"), "utf8");
  const [example] = /(?<=## With Vitest\n\n```js\n)[^`]*/.exec(readme);
  writeFileSync(join(place, "readme.test.mjs"), example);
  const output = await node([tool(place, "vitest/vitest.mjs"), "run"], { cwd: place });
  assert.match(output, /Tests {2}1 passed/);
});
