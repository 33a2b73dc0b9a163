// Makes the scripts and styles of the site small: their comments are for those who read the source. And adds the library
// of the record generator, which only its worker loads.
//
// The folder of the site is in KINETOSCOPE_SITE. What is minified keeps its name, and modules stay modules.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleGenerator } from './bundles/generator/bundle.mjs';

const modules = process.env.KINETOSCOPE_NODE_MODULES ?? fileURLToPath(new URL('../tests/node_modules', import.meta.url));
const { transform } = createRequire(join(modules, 'x.js'))('esbuild');
/** What every browser with the WebAssembly of this site understands. */
const target = 'es2022';
const kinds = { '.js': { loader: 'js', format: 'esm', target }, '.css': { loader: 'css' } };

const site = process.env.KINETOSCOPE_SITE;
const files = await readdir(site, { recursive: true });
await Promise.all(
  files
    .filter((file) => kinds[extname(file)])
    .map(async (file) => {
      const path = join(site, file);
      const { code } = await transform(await readFile(path, 'utf8'), { minify: true, ...kinds[extname(file)] });
      await writeFile(path, code);
    }),
);
await bundleGenerator(join(site, 'generator'), modules, target);
