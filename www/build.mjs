// Makes the scripts and styles of the site small: their comments are for those who read the source. And adds the libraries
// that are loaded when they are first used: of the record generator, and of the JSONPaths of the record viewer.
//
// The folder of the site is in KINETOSCOPE_SITE. What is minified keeps its name, and modules stay modules.

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleGenerator } from './bundles/generator/bundle.mjs';
import { bundleJsonPath } from './bundles/json-path/bundle.mjs';

const modules = process.env.KINETOSCOPE_NODE_MODULES ?? fileURLToPath(new URL('../tests/node_modules', import.meta.url));
const { transform } = createRequire(join(modules, 'x.js'))('esbuild');
/** What every browser with the WebAssembly of this site understands. */
const target = 'es2022';
const kinds = { '.js': { loader: 'js', format: 'esm', target }, '.css': { loader: 'css' } };

/** The service worker itself is the browser's to keep. */
const NOT_KEPT = /^service-worker\.js$/;
const root = fileURLToPath(new URL('.', import.meta.url));
const site = process.env.KINETOSCOPE_SITE;

// What every page needs is one file: it packs better than four.
const SHEETS = ['base', 'frame', 'stage', 'pages'].map((name) => join(site, `css/${name}.css`));
const sheets = await Promise.all(SHEETS.map((sheet) => readFile(sheet, 'utf8')));
await writeFile(join(site, 'css/site.css'), sheets.join('\n'));
await Promise.all(SHEETS.map((sheet) => rm(sheet)));

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
await bundleJsonPath(site, modules, target);

// Last, for it names all files: the service worker keeps this site as it is now, under a name made of its content.
const keeper = join(site, 'service-worker.js');
const listed = (await readdir(site, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && !NOT_KEPT.test(entry.name))
  .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const content = createHash('sha256');
for (const file of listed) content.update(file).update(await readFile(join(site, file)));
const version = content.digest('hex').slice(0, 16);
const source = await readFile(join(root, 'static/service-worker.js'), 'utf8');
const filled = source
  .replace("const VERSION = '';", `const VERSION = '${version}';`)
  .replace('const FILES = [];', `const FILES = ${JSON.stringify(listed)};`);
if (!filled.includes(version) || filled.includes('FILES = [];')) throw new Error('service-worker.js has lost its constants');
const { code } = await transform(filled, { minify: true, ...kinds['.js'] });
await writeFile(keeper, code);
