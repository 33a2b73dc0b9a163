// Records of a template: their data, their partition key, their size. Each is drawn from its own place in chance, which
// the seed, the second and the number in that second name, so that no record depends on how many were made before it.

import { clean } from './clean.js';
import { expandRelaxed, parseRelaxed } from './relaxed.js';
import { expandStrict } from './strict.js';

/** Partition keys of the Kinesis Data Generator are below this. */
const KEYS = 10_000_000_000;
/** The place in chance that says how many records a second has. */
export const COUNT = 0xffffffff;

/**
 * @typedef {object} Recipe
 * @property {string} template
 * @property {'strict' | 'relaxed'} [mode] strict, if absent
 * @property {string} [key] template of the partition key, relaxed, where `record.` names a field of the JSON record; if
 *   empty or absent, a random number as there
 * @property {'unless-gzip' | 'always' | 'never'} [newline] whether a line break ends a record; as there, if absent
 * @property {boolean} [gzip]
 * @property {boolean} [keepLines] whether line breaks of the template stay (relaxed mode only)
 * @property {number | bigint | string} [seed] a whole number; 1 if absent
 * @property {number} [zoneMinutes] how far local time is before UTC; 0 if absent
 *
 * @typedef {object} Made
 * @property {string} text what the record says, before gzip and without the line break
 * @property {Uint8Array} data
 * @property {string} key
 */

/** The four words of a place in chance. */
export function chance(seed, second, index) {
  const whole = BigInt.asUintN(64, BigInt(seed ?? 1));
  return [Number(whole & 0xffffffffn), Number(whole >> 32n), second % 2 ** 32, index];
}

/**
 * Reads the templates of a recipe and gives what makes its records: a function of a second since the epoch and a number.
 *
 * @param {Recipe} recipe
 * @param {{ faker: object, begin: Function, random: Function, gzip: Function }} library
 * @returns {(second: number, index: number) => Made}
 * @throws {import('./fault.js').TemplateError}
 */
export function records(recipe, library) {
  const { seed, zoneMinutes = 0, gzip = false, newline = 'unless-gzip' } = recipe;
  const body = bodyOf(recipe, library.faker);
  const key = ofKey(() => keyOf(recipe, library));
  const encoder = new TextEncoder();
  const ends = newline === 'always' || (newline === 'unless-gzip' && !gzip);
  return (second, index) => {
    library.begin(chance(seed, second, index), second * 1000, zoneMinutes);
    const text = body();
    const whole = ends ? `${text}\n` : text;
    return { text, data: gzip ? library.gzip(whole) : encoder.encode(whole), key: ofKey(() => key(text)) };
  };
}

function bodyOf({ template, mode = 'strict', keepLines = false }, faker) {
  if (mode === 'strict') {
    const cleaned = clean(template);
    return () => expandStrict(cleaned, faker);
  }
  const parts = parseRelaxed(clean(template, { keepLines, rename: false }));
  return () => expandRelaxed(parts, faker);
}

function keyOf({ key }, { faker, random }) {
  if (!key) return () => String(Math.floor(random() * KEYS));
  const parts = parseRelaxed(clean(key, { rename: false }), { record: true });
  return (text) => expandRelaxed(parts, faker, () => fieldsOf(text));
}

function fieldsOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('the record is not JSON');
  }
}

/** Says of an error that the template of the partition key is meant. */
function ofKey(work) {
  try {
    return work();
  } catch (error) {
    throw Object.assign(error, { field: 'key' });
  }
}
