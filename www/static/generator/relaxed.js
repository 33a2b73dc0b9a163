// Templates as one would write them: spaces in tokens, empty brackets, several arguments, helpers of newer versions of
// faker. A template is read once, and each fault in it is told with its place.
//
// A token is `{{ name }}` or `{{ name(arguments) }}`. Arguments are JSON with commas between them; a text that does not
// begin like JSON is one argument as it stands. Braces that belong to the text around a token need no space: of three
// opening ones, the last two open it. What a helper gives is text and never read again.

import { TemplateError } from './fault.js';
import { ALIAS, isHelper } from './helpers.js';
import { maker, modernName } from './newer.js';
import { meant } from './suggest.js';

const NAME = /^[A-Za-z]\w*(\.\w+)*/;
const OPENING = { '(': ')', '[': ']', '{': '}' };
const CLOSING = new Set(Object.values(OPENING));

/**
 * @typedef {object} Token
 * @property {string} name of the helper, in this version of faker
 * @property {string} json its arguments as a JSON array
 * @property {{ text: string, at: number, length: number }} where
 */

/**
 * Reads a template.
 *
 * @param {import('./clean.js').Cleaned} template
 * @param {{ record?: boolean }} [options] whether `record.` may name a field of the record, as in partition keys
 * @returns {(string | Token)[]} texts and tokens in turn
 */
export function parseRelaxed(template, { record = false } = {}) {
  const { text, typed, origin } = template;
  const fail = (message, at, length = 1, meant = '') => {
    const [from, to] = [origin(at), origin(at + length - 1) + 1];
    throw new TemplateError(message, { text: typed, at: from, length: Math.max(1, to - from), meant });
  };
  const parts = [];
  let at = 0;
  for (;;) {
    let open = text.indexOf('{{', at);
    if (open === -1) break;
    while (text[open + 2] === '{') open++;
    const { token, end } = readToken(text, open, { fail, record });
    const [from, to] = [origin(open), origin(end - 1) + 1];
    parts.push(text.slice(at, open), { ...token, where: { text: typed, at: from, length: to - from } });
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}

/**
 * One record of a template that has been read.
 *
 * @param {(string | Token)[]} parts
 * @param {object} faker
 * @param {object} [record] the record whose partition key this is
 */
export function expandRelaxed(parts, faker, record) {
  return parts.map((part) => (typeof part === 'string' ? part : written(run(part, faker, record)))).join('');
}

function readToken(text, open, { fail, record }) {
  const nameAt = skipSpace(text, open + 2);
  const name = NAME.exec(text.slice(nameAt))?.[0];
  if (!name) return fail('After {{ comes the name of a helper, as in {{random.number}}.', open, 2);
  let at = skipSpace(text, nameAt + name.length);
  let json = '[]';
  if (text[at] === '(') {
    const close = closing(text, at);
    if (close === -1) return fail('The bracket that opens here is not closed.', at);
    json = readArguments(text, at + 1, close, fail);
    at = skipSpace(text, close + 1);
  }
  if (text.slice(at, at + 2) !== '}}') {
    if (text.indexOf('}}', at) === -1) return fail('The token that opens here has no }}.', open, 2);
    return fail(`After ${name} come brackets or }}.`, at, 1, `{{${name}}}`);
  }
  return { token: { name: resolve(name, nameAt, { fail, record }), json }, end: at + 2 };
}

/** The name of this version's helper, if there is one. */
function resolve(name, at, { fail, record }) {
  if (record && name.startsWith('record.')) return name;
  const known = name === ALIAS.name ? ALIAS.means : modernName(name);
  const [module, method, ...more] = known.split('.');
  if (more.length === 0 && (maker(known) || isHelper(module, method))) return known;
  const near = meant(name, 'relaxed');
  const advice = near ? ` Did you mean ${near}?` : '';
  return fail(`There is no helper ${name}.${advice}`, at, name.length, near && `{{${near}}}`);
}

function skipSpace(text, at) {
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

/** Where the bracket at `open` is closed, with regard to texts and other brackets; -1 if nowhere. */
function closing(text, open) {
  const expected = [];
  for (let at = open; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      at = endOfText(text, at);
      if (at === -1) return -1;
    } else if (OPENING[sign]) expected.push(OPENING[sign]);
    else if (CLOSING.has(sign) && expected.pop() !== sign) return -1;
    if (expected.length === 0) return at;
  }
  return -1;
}

/** Where the text ends that begins at `start`; -1 if it does not. */
function endOfText(text, start) {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function readArguments(text, from, to, fail) {
  const argument = text.slice(from, to).trim();
  if (argument === '') return '[]';
  try {
    return JSON.stringify(JSON.parse(`[${argument}]`));
  } catch (error) {
    if (/^'[^']*'$/.test(argument)) return JSON.stringify([argument.slice(1, -1)]);
    if (!/^["[{]/.test(argument)) return JSON.stringify([argument]);
    const single = argument.includes("'") ? ' Texts in JSON stand between double quotes.' : '';
    return fail(`This argument is not JSON.${single}`, from, to - from);
  }
}

function run({ name, json, where }, faker, record) {
  const [module, method] = name.split('.');
  const values = JSON.parse(json); // anew each time: helpers write into their arguments
  try {
    if (module === 'record') return field(record, name.split('.').slice(1));
    const make = maker(name);
    const value = make ? make(faker, ...values) : faker[module][method](...values);
    if (isNothing(value)) throw new Error('it makes nothing of its arguments');
    return value;
  } catch (error) {
    throw new TemplateError(`${name} failed: ${error.message}.`, where);
  }
}

/** What faker gives for arguments that it does not understand. */
function isNothing(value) {
  return value === undefined || Number.isNaN(isDate(value) ? value.getTime() : value);
}

const isDate = (value) => Object.prototype.toString.call(value) === '[object Date]';

/** A field of the record; `record` answers with the record's JSON, or throws. */
function field(record, path) {
  const value = path.reduce(
    (value, key) => (value !== null && Object.hasOwn(Object(value), key) ? value[key] : undefined),
    record(),
  );
  if (value === undefined) throw new Error(`the record has no field ${path.join('.')}`);
  return value;
}

/** A value as text: as in strict mode, but objects are JSON. */
function written(value) {
  return value === null || typeof value !== 'object' || isDate(value) ? String(value ?? '') : JSON.stringify(value);
}
