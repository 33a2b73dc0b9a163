// The package's manifest, judged by the tools that know how resolvers read it.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

import { node, succeed } from "./support/command.mjs";
import { PACKAGE, pack } from "./support/place.mjs";

const modules = process.env.KINETOSCOPE_NODE_MODULES;
const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));

test("publint has no complaint", async () => {
  const { publint } = await import(pathToFileURL(createRequire(join(modules, "_.js")).resolve("publint")));
  const { messages } = await publint({ pkgDir: PACKAGE, level: "suggestion", strict: true });
  assert.deepEqual(messages, []);
});

test("all resolvers of TypeScript find the right types", async (t) => {
  const place = mkdtempSync(join(tmpdir(), "kinetoscope-exports-"));
  t.after(() => rmSync(place, { recursive: true }));
  const tarball = await pack(place);
  const args = [tarball, "--format", "table-flipped", "--exclude-entrypoints", "engine.wasm", "formats.wasm", "--profile", "node16"];
  await node([join(modules, "@arethetypeswrong/cli/dist/index.js"), ...args], { cwd: place });
});

test("the tarball holds what is needed and nothing else", async (t) => {
  const place = mkdtempSync(join(tmpdir(), "kinetoscope-files-"));
  t.after(() => rmSync(place, { recursive: true }));
  const output = await succeed("tar", ["-tzf", await pack(place)]);
  const files = output.trim().split("\n").map((file) => file.replace("package/", ""));
  const entries = ["node", "inline", "slim"].flatMap((name) => [`dist/${name}.js`, `dist/${name}.cjs`]);
  const types = ["index", "deliveries", "sql", "slim"].flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.d.cts`]);
  assert.deepEqual(files.sort(), [...entries, ...types, "dist/engine_bg.wasm", "dist/formats_bg.wasm", "dist/LICENSE-APACHE", "dist/LICENSE-MIT", "README.md", "package.json"].sort());
});

test("the version is the workspace's", () => {
  const workspace = readFileSync(join(PACKAGE, "../Cargo.toml"), "utf8");
  assert.equal(manifest.version, /^version = "(.*)"$/m.exec(workspace)[1]);
});
