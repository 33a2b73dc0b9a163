// Templates as the Kinesis Data Generator runs them, with all its quirks.
//
// Source: `getCleanedTemplate` in web/js/producer.js and `fake` in web/js/faker.js of
// awslabs/amazon-kinesis-data-generator (2024-10). The lines below keep its order: what is replaced may bring new tokens,
// a `$` in a value has the meaning of String.replace, and the first `{{` goes with the first `}}` of the whole text.
//
// Other than there: helpers are those of the table only (there, what objects inherit can be called, even
// `constructor.constructor`), a template that feeds itself ends with an error and not with the stack, and `date.simTime`
// is there at every rate.

import { TemplateError } from './fault.js';
import { isHelper, isModule } from './helpers.js';
import { meant } from './suggest.js';

/** Replacements in one record; there, the stack ends at about as many. */
const REPLACEMENTS_MAX = 10_000;
/** Characters of one record. A template that feeds itself may double them each time. */
const CHARACTERS_MAX = 32 * 1024 * 1024;
const CROSSED =
  'A }} stands before the first {{, and strict mode takes it for the end of the token. Put a space between its braces.';
const ARGUMENT = /\(([^)]+)\)/;

/**
 * One record of a template.
 *
 * @param {import('./clean.js').Cleaned} template
 * @param {object} faker
 * @returns {string}
 */
export function expandStrict(template, faker) {
  let text = template.text;
  for (let replaced = 0; ; replaced++) {
    if (text.length === 0) return 'string parameter is required!';
    const start = text.indexOf('{{');
    const end = text.indexOf('}}');
    if (start === -1 || end === -1) return text;
    const where = place(template, text, start, end);
    if (replaced === REPLACEMENTS_MAX || text.length > CHARACTERS_MAX) {
      throw new TemplateError('The template never ends: what it puts in brings new tokens.', where);
    }
    const token = text.slice(start + 2, Math.max(start + 2, end));
    text = text.replace(`{{${token}}}`, call(token, faker, { ...where, crossed: end < start }));
  }
}

function call(token, faker, { crossed, ...where }) {
  let method = token.replace('}}', '').replace('{{', '');
  const matches = ARGUMENT.exec(method);
  let argument = '';
  if (matches) {
    method = method.replace(ARGUMENT, '');
    argument = matches[1];
  }
  const [module, name] = method.split('.');
  if (!isModule(module)) throw unknown(`Invalid module: ${module}`, method, where, crossed);
  if (!isHelper(module, name)) throw unknown(`Invalid method: ${module}.${name}`, method, where, crossed);
  const values = argument === '' ? [] : [parse(argument)];
  try {
    return faker[module][name].apply(faker, values[0] === '' ? [] : values);
  } catch (error) {
    throw new TemplateError(`${module}.${name} failed: ${error.message}.`, { ...where, kdg: error.message });
  }
}

function parse(argument) {
  try {
    return JSON.parse(argument);
  } catch {
    return argument;
  }
}

/**
 * Where a token stands in what was typed. What is behind it is as it was typed, so places are counted from the end; in
 * a text that a helper gave, the nearest place is as good as it gets.
 */
function place({ text: cleaned, typed, origin }, text, start, end) {
  const [from, to] = end < start ? [end, end + 2] : [start, end + 2];
  const at = origin(Math.max(0, cleaned.length - (text.length - from)));
  const behind = origin(Math.max(0, cleaned.length - (text.length - to) - 1)) + 1;
  return { text: typed, at, length: Math.max(1, behind - at) };
}

function unknown(kdg, method, where, crossed) {
  if (crossed) return new TemplateError(CROSSED, { ...where, kdg });
  return new TemplateError(`${kdg}. ${advice(method)}`.trim(), { ...where, kdg, meant: instead(method) });
}

function advice(method) {
  if (method !== method.trim()) return 'Strict mode allows no space around the name of a helper.';
  if (/\(\s*\)$/.test(method)) return 'Strict mode allows no empty brackets: leave them out.';
  if (/[)\]}"']/.test(method)) return 'In strict mode, an argument ends at its first closing bracket.';
  if (method.startsWith('{')) return 'Three braces begin here: put a space after the first.';
  return '';
}

/** The token that was meant. */
function instead(method) {
  const name = meant(/[A-Za-z][\w.]*/.exec(method)?.[0] ?? '', 'strict');
  return name && `{{${name}}}`;
}
