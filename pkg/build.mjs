// Makes dist/ from js/, types/ and the engine that `cargo xtask build` has put there.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const modules = process.env.KINETOSCOPE_NODE_MODULES;
if (modules === undefined) throw new Error("Run `cargo xtask build`, which says where esbuild is.");
const { buildSync } = createRequire(join(modules, "_.js"))("esbuild");

/** Each entry point: its source, its output, the kind of module it is. */
const ENTRIES = [
  ["node.js", "node.js", "esm"],
  ["node-cjs.js", "node.cjs", "cjs"],
  ["inline.js", "inline.js", "esm"],
  ["inline.js", "inline.cjs", "cjs"],
  ["slim.js", "slim.js", "esm"],
  ["slim.js", "slim.cjs", "cjs"],
];

for (const [source, output, format] of ENTRIES) {
  buildSync({
    entryPoints: [join(here, "js/entry", source)],
    outfile: join(here, "dist", output),
    format,
    bundle: true,
    platform: "neutral",
    external: ["node:*"],
    target: "es2022",
    loader: { ".wasm": "base64" },
    logLevel: "warning",
    charset: "utf8",
  });
}

// npm packs only what lies below the package.
for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(here, "..", name), join(here, "dist", name));

// CommonJS has declarations of its own, or TypeScript takes the ES module's for them and warns.
for (const name of ["index", "deliveries", "sql", "slim"]) {
  const types = join(here, "types", `${name}.d.ts`);
  copyFileSync(types, join(here, "dist", `${name}.d.ts`));
  writeFileSync(join(here, "dist", `${name}.d.cts`), readFileSync(types, "utf8").replaceAll('.js"', '.cjs"'));
}
