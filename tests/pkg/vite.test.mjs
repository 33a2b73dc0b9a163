// The packed package built by Vite and run in Chromium, where no request leaves the page.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { node } from "./support/command.mjs";
import { openPage } from "./support/page.mjs";
import { project, tool } from "./support/place.mjs";
import { EXPECTED } from "./projects/story.mjs";

test("Vite builds a page that puts a record and gets it back", async (t) => {
  const place = await project(t, "vite", "story.mjs");
  await node([tool(place, "vite/bin/vite.js"), "build"], { cwd: place });
  const modules = readdirSync(join(place, "dist/assets")).filter((file) => file.endsWith(".wasm"));
  assert.equal(modules.length, 1, "the engine as a file comes from the slim entry alone");
  const { page, blocked } = await openPage(t, join(place, "dist"));
  await page.waitForFunction(() => document.title === "done");
  assert.equal(await page.textContent("#answer"), `${EXPECTED}; ${EXPECTED}`);
  assert.deepEqual(blocked, []);
});

test("the page can reach nothing else", async (t) => {
  const { page, blocked } = await openPage(t, join(import.meta.dirname, "projects/vite"));
  const reached = await page.evaluate(() => fetch("https://kinesis.us-east-1.amazonaws.com").then(() => true, () => false));
  assert.equal(reached, false);
  assert(blocked.includes("https://kinesis.us-east-1.amazonaws.com/"));
});
