// Bundles the JSONPath library, with its licence at the head.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes `json-path.js` into a folder.
 *
 * @param {string} folder where to
 * @param {string} modules the folder with the npm packages
 * @param {string} target what browsers must understand
 */
export async function bundleJsonPath(folder, modules, target) {
  const licence = await readFile(join(modules, 'json-p3/LICENCE'), 'utf8');
  await createRequire(join(modules, 'x.js'))('esbuild').build({
    entryPoints: [fileURLToPath(new URL('finder.js', import.meta.url))],
    outfile: join(folder, 'json-path.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none', // it stands at the head
    banner: { js: `/*! json-p3\n\n${licence.trim()}\n*/` },
    nodePaths: [modules],
    target,
    logLevel: 'warning',
  });
}
