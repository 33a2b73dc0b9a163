// One script, three runtimes, one hash: natively, in Node and in Chromium; and snapshots that move between them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "node:test";

import { chromium, native, node } from "./support/play-runtimes.mjs";

const FOLDER = fileURLToPath(new URL("../sessions", import.meta.url));
const SCRIPTS = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));
const RUNTIMES = { native, node, chromium };

test("there are scripts", () => assert(SCRIPTS.length >= 2));

for (const [name, start] of Object.entries(RUNTIMES)) {
  test(`every script comes to its hashes in ${name}`, async (t) => {
    const runtime = await start(t);
    for (const file of SCRIPTS) {
      const path = join(FOLDER, file);
      assert.deepEqual(await runtime.play(path), JSON.parse(readFileSync(path, "utf8")).hashes, file);
    }
  });
}

test("a snapshot of any runtime goes on in every other", async (t) => {
  const runtimes = {};
  for (const [name, start] of Object.entries(RUNTIMES)) runtimes[name] = await start(t);
  for (const file of SCRIPTS) {
    const path = join(FOLDER, file);
    const expected = JSON.parse(readFileSync(path, "utf8")).hashes.at(-1);
    for (const [writer, { snapshot }] of Object.entries(runtimes)) {
      const bytes = await snapshot(path);
      for (const [reader, { resume }] of Object.entries(runtimes)) {
        assert.equal(await resume(bytes, path), expected, `${file}, from ${writer} to ${reader}`);
      }
    }
  }
});
