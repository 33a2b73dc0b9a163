// The formats of LOGTOJSON: patterns and names of fields.
//
// Source: awslabs/amazon-kinesis-agent (2026-07), processing/parsers/{PatternConstants,ApacheLogParser,SysLogParser}.java.

const INT = '(?:[+-]?(?:[0-9]+))';
const NUMBER = '(?:[0-9]+)';
const UNQUOTED = '[^"]+';
const HOST = '(?:(?:[\\w\\-]+)(?:\\.(?:[\\w\\-]+))*(?:\\.?|\\b)|(?:[\\d\\.]+))';
const USER = '(?:[a-zA-Z0-9._-]+)';
const DAY = '(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)';
const MONTH =
  '\\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|' +
  'Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b';
const DAY_OF_MONTH = '(?:(?:0[1-9])|(?:[12][0-9])|(?:3[01])|[1-9])';
const TIME = '(?:(?:2[0123]|[01]?[0-9]):(?:[0-5][0-9]):(?:(?:[0-5]?[0-9]|60)(?:[:\\.,][0-9]+)?))';
const YEAR = '(?:[1-9]\\d*)';
const HTTP_DATE = `(?:${DAY_OF_MONTH}/${MONTH}/${YEAR}:${TIME}\\s${INT})`;
const RFC3339 = '(?:\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?)(?:Z|(?:[-+]\\d{2}:\\d{2}))';
const PROGRAM = '([\\w\\._/%-]+)(?:\\[((?:[1-9][0-9]*))\\])?';

const COMMON = `(${HOST}) (${USER}) (${USER}) \\[(${HTTP_DATE})\\] "(${UNQUOTED})" (${INT}|\\-) (${INT}|\\-)`;
const ERROR =
  `\\[(${DAY}\\s+${MONTH}\\s+${DAY_OF_MONTH}\\s+${TIME}\\s+${YEAR})\\] \\[(?:(\\w+):)?(\\w+)\\] ` +
  `\\[pid (${NUMBER})(?::tid (${NUMBER}))?\\] \\[client ((?:${HOST}(?::(?:[1-9][0-9]*))?))\\] (.*)`;
const syslog = (time) => `(${time}) (?:<${NUMBER}.${NUMBER}> )?(${USER}) ${PROGRAM}: (.*)`;

const COMMON_FIELDS = ['host', 'ident', 'authuser', 'datetime', 'request', 'response', 'bytes'];
const ERROR_FIELDS = ['timestamp', 'module', 'severity', 'processid', 'threadid', 'client', 'message'];
const SYSLOG_FIELDS = ['timestamp', 'hostname', 'program', 'processid', 'message'];

/** The formats by name. In those of Apache, a hyphen is null. */
export const LOG_FORMATS = {
  COMMONAPACHELOG: { pattern: `${COMMON}.*`, fields: COMMON_FIELDS, hyphenIsNull: true },
  COMBINEDAPACHELOG: {
    pattern: `${COMMON} "(${UNQUOTED})" "(${UNQUOTED})".*`,
    fields: [...COMMON_FIELDS, 'referer', 'agent'],
    hyphenIsNull: true,
  },
  APACHEERRORLOG: { pattern: ERROR, fields: ERROR_FIELDS, hyphenIsNull: true },
  SYSLOG: { pattern: syslog(`(?:${MONTH}\\s+${DAY_OF_MONTH}\\s+${TIME})`), fields: SYSLOG_FIELDS, hyphenIsNull: false },
  RFC3339SYSLOG: { pattern: syslog(RFC3339), fields: SYSLOG_FIELDS, hyphenIsNull: false },
};

/**
 * A function that takes a line apart: pairs of name and value, or null where the line does not match.
 *
 * @param {string} format
 * @param {string} [matchPattern] instead of the format's; needs names
 * @param {string[]} [names] instead of the format's
 */
export function parserOf(format, matchPattern, names) {
  if (!Object.hasOwn(LOG_FORMATS, format ?? ''))
    throw new Error(`The agent does not start with logFormat ${JSON.stringify(format) ?? 'absent'}.`);
  const { pattern, fields: usual, hyphenIsNull } = LOG_FORMATS[format];
  if (matchPattern && !names) throw new Error('customFieldNames must be specified when matchPattern is specified');
  if (!matchPattern && names && names.length !== usual.length) {
    throw new Error(
      'Invalid custom field names for the selected log format. Please modify the field names or specify the matchPattern',
    );
  }
  const fields = names ?? usual;
  const whole = compile(matchPattern ?? pattern);
  return (line) => {
    const groups = whole.exec(line)?.slice(1);
    if (groups?.length !== fields.length) return null;
    return fields.map((name, i) => [name, hyphenIsNull && groups[i] === '-' ? null : (groups[i] ?? null)]);
  };
}

/** A pattern that must match a line from end to end. */
function compile(source) {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch (error) {
    throw new Error(`The pattern ${source} cannot be read: ${error.message}.`);
  }
}
