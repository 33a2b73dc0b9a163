// What an IoT rule forwards: messages on topics, chosen and reshaped by its SQL, as records of a stream or of Firehose.
//
// Source: AWS IoT Core Developer Guide, "AWS IoT SQL reference" and "Rule actions" (version 2016-03-23 of the SQL).
// Covered are SELECT of `*` and of expressions with AS, FROM a topic filter with + and #, WHERE with comparisons, AND, OR,
// NOT, arithmetic and brackets, fields by dots, the functions topic(), topic(n), timestamp(), upper(), lower() and
// newuuid(), and substitution templates `${...}` in the action.
//
// Not covered: other functions, arrays by index, SELECT VALUE, CASE, IN, nested queries, decode(), messages that are not
// JSON objects (they are refused here, and forwarded as they are by `SELECT *` there), batch mode, Basic Ingest, and all
// actions but Kinesis and Firehose. Assumed: a comparison of a number and a text takes the text for a number.

import { TemplateError } from './fault.js';
import { parseExpression, parseSelect } from './rule-sql.js';

/** What ends a record in Firehose: the separators that the action may have. */
const SEPARATORS = ['', '\n', '\t', '\r\n', ','];

/**
 * @typedef {object} Rule
 * @property {string} sql
 * @property {Action} action
 * @property {Action} [errorAction] gets what the action cannot take
 *
 * @typedef {{ kinesis: { streamName: string, partitionKey: string } }
 *   | { firehose: { deliveryStreamName: string, separator?: string } }} Action
 *
 * @typedef {object} Message
 * @property {string} topic
 * @property {string} payload
 * @property {number} atMs when it came, in milliseconds since the epoch
 * @property {string} uuid what newuuid() gives for it
 *
 * @typedef {object} Forwarded
 * @property {boolean} matched
 * @property {string} note why not, or what failed; may be empty
 * @property {object | null} record `{operation, input}`: PutRecord of one of both services
 * @property {boolean} byErrorAction
 */

/**
 * Reads a rule.
 *
 * @param {Rule} rule
 * @throws {TemplateError} with the place in the SQL or in the partition key
 */
export function readRule({ sql, action, errorAction }) {
  return { select: parseSelect(sql), action: readAction(action), errorAction: errorAction && readAction(errorAction) };
}

/**
 * What becomes of a message.
 *
 * @param {ReturnType<typeof readRule>} rule
 * @param {Message} message
 * @returns {Forwarded}
 */
export function forward({ select, action, errorAction }, message) {
  const nothing = (note, matched = false) => ({ matched, note, record: null, byErrorAction: false });
  if (!topicMatches(select.filter, message.topic)) return nothing(`The topic does not match ${select.filter}.`);
  const fields = parseObject(message.payload);
  if (!fields) return nothing('The payload is no JSON object.');
  const context = { ...message, fields };
  if (select.where && select.where.run(context) !== true) return nothing(`Not true: WHERE ${select.condition}`);
  const data = shape(select, context);
  try {
    return { matched: true, note: '', record: action(data, context), byErrorAction: false };
  } catch (error) {
    return errorAction ? byErrorAction(errorAction, error.message, data, context) : nothing(error.message, true);
  }
}

function byErrorAction(errorAction, why, data, context) {
  const failure = JSON.stringify({
    topicOnSubmit: context.topic,
    base64OriginalPayload: base64(context.payload),
    failures: [{ errorMessage: why }],
  });
  try {
    return { matched: true, note: why, record: errorAction(failure, context), byErrorAction: true };
  } catch (error) {
    return {
      matched: true,
      note: `${why} The error action failed too: ${error.message}`,
      record: null,
      byErrorAction: true,
    };
  }
}

/** The reshaped payload as JSON. What is undefined is left out. */
function shape({ columns }, context) {
  const data = {};
  for (const { every, name, expression } of columns) {
    if (every) Object.assign(data, context.fields);
    else {
      const value = expression.run(context);
      if (value !== undefined) data[name] = value;
    }
  }
  return JSON.stringify(data);
}

/** Whether a topic is meant by a filter: + stands for a level, # for all that follow and the level before. */
export function topicMatches(filter, topic) {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  const open = wanted[wanted.length - 1] === '#';
  const fixed = open ? wanted.slice(0, -1) : wanted;
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  if (open ? levels.length < fixed.length : levels.length !== fixed.length) return false;
  return fixed.every((level, i) => level === '+' || level === levels[i]);
}

/** A function that makes the call of a record. */
function readAction(action) {
  if (action?.kinesis) {
    const { streamName, partitionKey } = action.kinesis;
    const key = substitution(partitionKey ?? '');
    return (data, context) => putRecord({ StreamName: streamName, PartitionKey: key(context), Data: data });
  }
  if (action?.firehose) {
    const { deliveryStreamName, separator = '' } = action.firehose;
    if (!SEPARATORS.includes(separator))
      throw new Error('The separator is a line break, a tab, a carriage return with a line break, or a comma.');
    return (data) => putRecord({ DeliveryStreamName: deliveryStreamName, Record: { Data: data + separator } });
  }
  throw new Error('The action is {"kinesis": {"streamName", "partitionKey"}} or {"firehose": {"deliveryStreamName"}}.');
}

const putRecord = (input) => ({ operation: 'PutRecord', input });

/** Reads a text with `${...}` in it. */
function substitution(text) {
  const parts = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('${', at);
    if (open === -1) break;
    const close = text.indexOf('}', open);
    if (close === -1) throw new TemplateError('The ${ that opens here has no }.', { text, at: open, length: 2 });
    parts.push(text.slice(at, open), parseExpression(text, open + 2, close));
    at = close + 1;
  }
  parts.push(text.slice(at));
  return (context) => parts.map((part) => (typeof part === 'string' ? part : substituted(part, context))).join('');
}

function substituted(expression, context) {
  const value = expression.run(context);
  if (value === undefined) throw new Error('A value of the partition key is undefined.');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parseObject(payload) {
  try {
    const value = JSON.parse(payload);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
