// What the record generator borrows: faker as the Kinesis Data Generator has it, moment's dates, pako's gzip.
//
// Bundled by www/build.mjs into `generator/library.js`, a script that only the generator's worker loads; what is
// exported here is the members of its `generatorLibrary`. In the bundle chance and time are ours: `Math.random` and
// faker's own generator are chance.js, `Date` is clock.js, so that the same seed gives the same records. Only the English
// data is in it.

import Faker from 'faker/lib';
import english from 'faker/lib/locales/en';
import { gzip as deflate } from 'pako/lib/deflate';

import { draw, seedChance } from './chance.js';
import { setClock } from './clock.js';
import { addKdgHelpers } from './kdg.js';

/** The languages of faker 3.1.0 in its order: `random.locale` draws from them. */
const LANGUAGES =
  'de de_AT de_CH en en_AU en_BORK en_CA en_GB en_IE en_IND en_US en_au_ocker es es_MX fa fr fr_CA ge id_ID it ja ko ' +
  'nb_NO nep nl pl pt_BR ru sk sv tr uk vi zh_CN zh_TW';

const locales = Object.fromEntries(LANGUAGES.split(' ').map((name) => [name, name === 'en' ? english : {}]));

/** faker's object with what the Kinesis Data Generator adds to it. */
export const faker = addKdgHelpers(new Faker({ locales, locale: 'en', localeFallback: 'en' }));

/**
 * Says where in chance and time the next draws are made.
 *
 * @param {number[]} words four numbers of 32 bits; the same four give the same draws
 * @param {number} nowMs milliseconds since the epoch
 * @param {number} zoneMinutes how far the clock on the wall is before UTC
 */
export function begin(words, nowMs, zoneMinutes) {
  seedChance(words);
  setClock(nowMs, zoneMinutes);
}

/** The next draw, from 0 to just below 1. */
export const random = draw;

/** Compresses a text as the Kinesis Data Generator does. */
export function gzip(text) {
  return deflate(text);
}
