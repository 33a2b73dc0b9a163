// Bundles the generator's library and collects the licences of what is in it.

import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
/** Puts our chance in the place of faker's generator, and keeps moment's other languages out. */
const ours = {
  name: 'ours',
  setup(build) {
    build.onResolve({ filter: /vendor\/mersenne$/ }, () => ({ path: here('chance.js') }));
    build.onLoad({ filter: /moment\/moment\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replace("require('./locale/' + name)", 'undefined') };
    });
  },
};

/**
 * Writes `library.js` and `licences.txt` into a folder.
 *
 * @param {string} folder where to
 * @param {string} modules the folder with the npm packages
 * @param {string} target what browsers must understand
 */
export async function bundleGenerator(folder, modules, target) {
  const require = createRequire(join(modules, 'x.js'));
  await require('esbuild').build({
    entryPoints: [here('library.js')],
    outfile: join(folder, 'library.js'),
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true, // names stay: errors tell them
    // A script and no module: faker writes into arguments that are no objects, which modules refuse.
    format: 'iife',
    globalName: 'generatorLibrary',
    charset: 'utf8',
    legalComments: 'none', // they are in licences.txt
    nodePaths: [modules],
    inject: [here('chance.js'), here('clock.js')],
    plugins: [ours],
    target,
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'licences.txt'), await licences((file) => readFile(join(modules, file), 'utf8')));
}

/** The licence of each package, and of the two programs that faker brings in files of its own. */
async function licences(read) {
  const parts = [
    ['faker 3.1.0', await read('faker/MIT-LICENSE.txt')],
    ['password-generator, in faker', firstComment(await read('faker/vendor/password-generator.js'))],
    ['user-agent, in faker', firstComment(await read('faker/vendor/user-agent.js'))],
    ['moment 2.17.1', await read('moment/LICENSE')],
    ['pako 1.0.6', await read('pako/LICENSE')],
    ['zlib, from which pako is translated', licenceOfZlib(await read('pako/lib/zlib/deflate.js'))],
  ];
  const intro = 'library.js holds these works. The rest of this site is under Apache-2.0 OR MIT.\n';
  return [intro, ...parts.map(([name, text]) => `---- ${name} ----\n\n${text.trim()}\n`)].join('\n');
}

function firstComment(source) {
  return /\/\*([\s\S]*?)\*\//.exec(source)[1].replace(/^ \* ?/gm, '');
}

/** The comment at the head of each file that was translated, in lines of `//`. */
function licenceOfZlib(source) {
  const lines = source.split('\n').filter((line) => line.startsWith('// '));
  const end = lines.findIndex((line) => line.includes('3. This notice'));
  return lines
    .slice(0, end + 1)
    .map((line) => line.slice(3))
    .join('\n');
}
