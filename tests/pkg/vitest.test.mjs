// The packed package under Vitest without any configuration, in both of its usual environments.

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "node:test";

import { node } from "./support/command.mjs";
import { project, tool } from "./support/place.mjs";

const GUARD = fileURLToPath(new URL("support/no-sockets.cjs", import.meta.url));

for (const environment of ["node", "jsdom"]) {
  test(`Vitest in its ${environment} environment runs the package`, async (t) => {
    const place = await project(t, "vitest", "story.mjs");
    copyFileSync(GUARD, join(place, "no-sockets.cjs"));
    const output = await node([tool(place, "vitest/vitest.mjs"), "run", "--environment", environment], { cwd: place });
    assert.match(output, /Tests {2}3 passed/);
  });
}
