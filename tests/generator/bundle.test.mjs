// What is shipped: the bundle with the licences of what is in it, and nothing that is not seeded.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from './support/built.mjs';

const bundle = readFileSync(join(folder, 'library.js'), 'utf8');

test('chance and time of the machine are not in the bundle', () => {
  assert.doesNotMatch(bundle, /Math\.random\b(?!")/);
  assert.doesNotMatch(bundle, /genrand|new Date\(?\)?\.getTime/);
});

test('only English data is in the bundle', () => {
  assert.match(bundle, /Massachusetts/);
  assert.doesNotMatch(bundle, /Straße|Janvier|janvier/);
});

test('the licences of all works in the bundle are beside it', () => {
  const licences = readFileSync(join(folder, 'licences.txt'), 'utf8');
  for (const holder of [
    'Copyright (c) 2010-2015\nMatthew Bergman & Marak Squires',
    'Bermi Ferrer',
    'Jeffrey Mealo',
    'Luka Pusic',
    'JS Foundation and other contributors',
    'Vitaly Puzrin',
    'Jean-loup Gailly',
    'THE SOFTWARE IS PROVIDED "AS IS"',
    '3. This notice may not be removed or altered from any source distribution.',
  ])
    assert.ok(licences.includes(holder), holder);
  const packages = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).devDependencies;
  for (const name of ['faker', 'moment', 'pako'])
    assert.ok(licences.includes(`---- ${name} ${packages[name]} ----`), name);
});
