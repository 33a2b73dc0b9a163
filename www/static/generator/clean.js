// What becomes of a template before anything in it is replaced, and where each of its characters came from.

import { ALIAS } from './helpers.js';

const OLD = `{{${ALIAS.name}}}`;
const NEW = `{{${ALIAS.means}}}`;

/**
 * @typedef {object} Cleaned
 * @property {string} text
 * @property {string} typed the template as it was typed
 * @property {(at: number) => number} origin the place in `typed` of a place in `text`
 */

/**
 * As the Kinesis Data Generator does: trims, takes line breaks out, and renames the first `{{current.timestamp}}`.
 * Carriage returns go too, because its text area never has any.
 *
 * @param {string} typed
 * @param {{ keepLines?: boolean, rename?: boolean }} [options]
 * @returns {Cleaned}
 */
export function clean(typed, { keepLines = false, rename = true } = {}) {
  const start = typed.length - typed.trimStart().length;
  const end = typed.trimEnd().length;
  let text = '';
  const origins = [];
  for (let at = start; at < end; at++) {
    if (typed[at] === '\r' || (typed[at] === '\n' && !keepLines)) continue;
    text += typed[at];
    origins.push(at);
  }
  const old = rename ? text.indexOf(OLD) : -1;
  if (old !== -1) {
    text = text.slice(0, old) + NEW + text.slice(old + OLD.length);
    origins.splice(old, OLD.length, ...origins.slice(old, old + NEW.length));
  }
  return { text, typed, origin: (at) => (at < origins.length ? origins[Math.max(0, at)] : end) };
}
