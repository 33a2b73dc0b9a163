// What somebody meant who wrote a name that does not exist, and what goes on from what is typed.

import { ALIAS, HELPERS } from './helpers.js';
import { NEWER_HELPERS } from './newer.js';

/** More slips than this, in a name of usual length, and it is another name. */
const SLIPS_MAX = 3;

/** All helpers of a mode: newer names replace those they do better. */
export function helpersOf(mode) {
  if (mode === 'strict') return HELPERS;
  const newer = new Map(NEWER_HELPERS.map((helper) => [helper.name, helper]));
  const known = HELPERS.map((helper) => newer.get(helper.name) ?? usableNow(helper));
  return [...known, ...NEWER_HELPERS.filter(({ name }) => !HELPERS.some((helper) => helper.name === name))];
}

/** What strict mode cannot use for its one argument or its objects, relaxed mode can. */
function usableNow(helper) {
  return helper.usable ? helper : { ...helper, usable: true, why: '' };
}

/** The helper that was meant by a name; empty if none is near. */
export function meant(name, mode) {
  const names = [...helpersOf(mode).map((helper) => helper.name), ALIAS.name];
  const small = name.trim().toLowerCase();
  const [, method = small] = small.split('.');
  const same = names.find((known) => known.toLowerCase() === small);
  if (same) return same;
  const [slips, near] = names
    .map((known) => [distance(known.toLowerCase(), small), known])
    .reduce((best, next) => (next[0] < best[0] ? next : best));
  if (slips <= 1) return near;
  const elsewhere = names.find((known) => known.toLowerCase().split('.')[1] === method);
  return elsewhere ?? (slips <= Math.min(SLIPS_MAX, small.length / 3) ? near : '');
}

/** The helpers that begin with what is typed; of methods too, so that `uuid` finds `random.uuid`. */
export function complete(typed, mode) {
  const small = typed.toLowerCase();
  const begins = ({ name }) => name.toLowerCase().startsWith(small);
  const inside = ({ name }) => name.toLowerCase().split('.')[1].startsWith(small);
  const helpers = helpersOf(mode);
  return [...helpers.filter(begins), ...helpers.filter((helper) => !begins(helper) && inside(helper))];
}

/** Insertions, deletions and replacements between two names (Levenshtein). */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
