// What the Kinesis Agent sends of a log file: records cut out of its text, converted by the settings of a flow.
//
// Source: awslabs/amazon-kinesis-agent (2026-07): tailing/{SingleLineSplitter,RegexSplitter,AbstractParser}.java and
// processing/. Covered are multiLineStartPattern, skipHeaderLines, initialPosition and the options SINGLELINE, CSVTOJSON
// and LOGTOJSON with its five formats, matchPattern and customFieldNames.
//
// Not covered: the other options (ADDMETADATA, ADDEC2METADATA, ADDBRACKETS, USINGPLUGGIN), aggregation, file footers,
// partition keys (they are the sender's), records above 1 MiB, which the agent truncates, and the buffers that decide when
// it sends. Patterns are JavaScript's: possessive quantifiers and flags inside a pattern are Java's alone. Of rotation,
// only that a file which has shrunk is read from its beginning.

import { parserOf } from './log-formats.js';

/**
 * @typedef {object} Settings a flow of agent.json, as far as it is covered
 * @property {string} [multiLineStartPattern]
 * @property {number} [skipHeaderLines]
 * @property {'START_OF_FILE' | 'END_OF_FILE'} [initialPosition] END_OF_FILE if absent
 * @property {object[]} [dataProcessingOptions]
 *
 * @typedef {{ at: number, offset: number, headers: number }} Checkpoint how far a file is read, in characters and in
 *   bytes, and how many lines of its header are still to be skipped
 *
 * @typedef {object} Converted
 * @property {string} before what is in the file
 * @property {string | null} after what is sent; null if nothing is
 * @property {string} note why nothing is sent; empty if it is
 * @property {number} offset in bytes, where it begins
 */

/**
 * Reads what is new in a file. A line without its end waits for it.
 *
 * @param {string} text the whole file
 * @param {Settings} settings
 * @param {Checkpoint | null} checkpoint of the last time; null at the first time
 * @returns {{ records: Converted[], checkpoint: Checkpoint }}
 * @throws {Error} if the settings are refused; the agent would not start
 */
export function agent(text, settings, checkpoint) {
  const split = settings.multiLineStartPattern ? byPattern(pattern(settings.multiLineStartPattern)) : byLine;
  const convert = converter(settings.dataProcessingOptions ?? []);
  let { at, offset, headers } = whereToStart(text, settings, checkpoint);
  const records = [];
  while (at < text.length) {
    const end = headers > 0 ? byLine(text, at) : split(text, at);
    if (end === -1) break;
    const before = text.slice(at, end);
    if (headers > 0) headers -= 1;
    else records.push({ before, ...convert(before), offset });
    offset += new TextEncoder().encode(before).length;
    at = end;
  }
  return { records, checkpoint: { at, offset, headers } };
}

function whereToStart(text, { skipHeaderLines = 0, initialPosition = 'END_OF_FILE' }, checkpoint) {
  const beginning = { at: 0, offset: 0, headers: skipHeaderLines };
  if (!['START_OF_FILE', 'END_OF_FILE'].includes(initialPosition)) throw refused('initialPosition', initialPosition);
  if (checkpoint) return checkpoint.at <= text.length ? checkpoint : beginning;
  if (initialPosition === 'START_OF_FILE') return beginning;
  return { at: text.length, offset: new TextEncoder().encode(text).length, headers: 0 };
}

/** Where the line that begins at a place ends; -1 if it has no end yet. */
function byLine(text, at) {
  return text.indexOf('\n', at) + 1 || -1;
}

/**
 * Where the next line begins that matches. The first line belongs to the record whatever it is, and the last record of
 * the file ends with the last line that has an end: what comes later begins a record of its own.
 */
function byPattern(start) {
  return (text, at) => {
    let line = byLine(text, at);
    while (line !== -1) {
      const end = byLine(text, line);
      if (end === -1) return line;
      if (start.test(text.slice(line, end))) return line;
      line = end;
    }
    return -1;
  };
}

/** A pattern that must match from the beginning. */
function pattern(source) {
  try {
    return new RegExp(`^(?:${source})`);
  } catch (error) {
    throw new Error(`The pattern ${source} cannot be read: ${error.message}.`);
  }
}

/** One function of all options, in order. */
function converter(options) {
  const steps = options.map(step);
  return (before) => {
    let after = before;
    for (const { name, format, run } of steps) {
      after = run(after);
      if (after === null) return { after, note: `${name} skips it: the line is not in ${format}.` };
    }
    return { after, note: '' };
  };
}

function step(option) {
  const make = STEPS[option?.optionName];
  if (!make) throw refused('optionName', option?.optionName);
  const format = option.matchPattern ? 'the form of matchPattern' : option.logFormat;
  return { name: option.optionName, format, run: make(option) };
}

const STEPS = {
  SINGLELINE:
    ({ parseOptions = [] }) =>
    (text) => {
      const lines = withoutEmptyEnd(text.split('\n'));
      const trimmed = parseOptions.includes('NO_TRIM') ? lines : lines.map(trim);
      return `${trimmed.join(parseOptions.includes('ESCAPE_NEW_LINE') ? '\\\\n' : '')}\n`;
    },
  CSVTOJSON: ({ customFieldNames, delimiter = ',', jsonFormat }) => {
    if (!isNames(customFieldNames)) throw refused('customFieldNames', customFieldNames);
    const print = printer(jsonFormat);
    const between = delimiterOf(delimiter);
    return (text) => {
      const columns = withoutEmptyEnd(withoutNewline(text).split(between));
      return print(customFieldNames.map((name, i) => [name, columns[i] ?? null]));
    };
  },
  LOGTOJSON: ({ logFormat, matchPattern, customFieldNames, jsonFormat }) => {
    if (customFieldNames !== undefined && !isNames(customFieldNames))
      throw refused('customFieldNames', customFieldNames);
    const print = printer(jsonFormat);
    const parse = parserOf(logFormat, matchPattern, customFieldNames);
    return (text) => {
      const fields = parse(withoutNewline(text));
      return fields && print(fields);
    };
  },
};

/** Java's split leaves empty texts at the end out, unless nothing was split. */
function withoutEmptyEnd(parts) {
  if (parts.length === 1) return parts;
  return parts.slice(0, parts.findLastIndex((part) => part !== '') + 1);
}

/** Java's trim knows no other blanks. */
const trim = (text) => text.replace(/^[\0- ]+|[\0- ]+$/g, '');

const withoutNewline = (text) => (text.endsWith('\n') ? text.slice(0, -1) : text);
const isNames = (names) => Array.isArray(names) && names.every((name) => typeof name === 'string');

/** Java's split takes the delimiter for a pattern; groups in it do not become columns. */
function delimiterOf(source) {
  pattern(source);
  return new RegExp(source.replace(/(\\.)|\((?!\?)/g, (all, escaped) => escaped ?? '(?:'));
}

/** JSON as Jackson writes it, with a line break at its end. */
function printer(format = 'COMPACT') {
  if (format !== 'COMPACT' && format !== 'PRETTYPRINT') throw refused('jsonFormat', format);
  const [open, colon, comma, close] = format === 'COMPACT' ? ['{', ':', ',', '}'] : ['{\n  ', ' : ', ',\n  ', '\n}'];
  return (fields) => {
    const members = [...new Map(fields)].map(([name, value]) => JSON.stringify(name) + colon + JSON.stringify(value));
    return `${open}${members.join(comma)}${close}\n`;
  };
}

function refused(setting, value) {
  return new Error(`The agent does not start with ${setting} ${JSON.stringify(value) ?? 'absent'}.`);
}
