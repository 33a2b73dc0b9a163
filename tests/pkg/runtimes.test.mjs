// The packed package in Deno and Bun, whose programs come from npm packages of the same names.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { run, succeed } from "./support/command.mjs";
import { installed, project } from "./support/place.mjs";

/** Package, version, folder of its programs for machines of all kinds, the program there, how it runs a file. */
const RUNTIMES = [
  // No right to the network: Deno itself is the guard.
  { name: "deno", version: "2.9.6", scope: "@deno", program: "deno", args: ["run", "--no-remote", "--allow-read", "--allow-env", "--allow-sys"] },
  { name: "bun", version: "1.4.5", scope: "@oven", program: "bin/bun", args: ["run"] },
];

/** The first program in a scope's packages that runs here: npm installs those for this machine only. */
async function find({ name, version, scope, program }) {
  const place = join(await installed(name, { [name]: version }), "node_modules", scope);
  for (const folder of existsSync(place) ? readdirSync(place) : []) {
    const path = join(place, folder, process.platform === "win32" ? `${program}.exe` : program);
    if (!existsSync(path)) continue;
    const { code } = await run(path, ["--version"]).catch(() => ({}));
    if (code === 0) return path;
  }
  return undefined;
}

for (const runtime of RUNTIMES) {
  test(`${runtime.name} puts a record and gets it back`, async (t) => {
    const program = await find(runtime).catch((error) => t.diagnostic(error.message));
    if (program === undefined) return t.skip(`no ${runtime.name} for this machine could be installed from npm`);
    const place = await project(t, "esm", "story.mjs");
    assert.match(await succeed(program, [...runtime.args, "main.mjs"], { cwd: place }), /(^|\n)passed\n$/);
  });
}
