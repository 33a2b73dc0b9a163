// The generator as the site has it: built by www/build.mjs, with all other scripts and styles, in a folder of its own.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';

const www = fileURLToPath(new URL('../../../www/', import.meta.url));
const site = mkdtempSync(join(tmpdir(), 'kinetoscope-generator-'));
process.on('exit', () => rmSync(site, { recursive: true, force: true }));

/** The folder with its files. */
export const folder = join(site, 'generator');
cpSync(join(www, 'static'), site, { recursive: true });
writeFileSync(join(site, 'package.json'), '{"type":"module"}');
execFileSync(process.execPath, [join(www, 'build.mjs')], { env: { ...process.env, KINETOSCOPE_SITE: site } });

/** A module of the generator. */
export const load = (name) => import(pathToFileURL(join(folder, `${name}.js`)));

runInThisContext(readFileSync(join(folder, 'library.js'), 'utf8'));
export const library = globalThis.generatorLibrary;
