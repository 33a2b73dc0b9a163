// The declarations under TypeScript's strictest settings, with the SDK's types, and the compiled programs run.

import assert from "node:assert/strict";
import test from "node:test";

import { node } from "./support/command.mjs";
import { project, tool } from "./support/place.mjs";

test("TypeScript takes the declarations, and what it compiles runs", async (t) => {
  const place = await project(t, "types");
  const tsc = (config) => node([tool(place, "typescript/bin/tsc"), "-p", config], { cwd: place });
  assert.equal(await tsc("tsconfig.bundler.json"), "");
  assert.equal(await tsc("tsconfig.dom.json"), "");
  assert.equal(await tsc("tsconfig.json"), "");
  for (const program of ["out/main.mjs", "out/main.cjs"]) {
    assert.match(await node([program], { cwd: place }), /(^|\n)passed\n$/);
  }
});
