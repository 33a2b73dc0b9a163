// How many records go out when, and as which calls.
//
// As in the Kinesis Data Generator, all records of a second go out at its beginning, at most 500 in a call. There, a rate
// by the hour counts in local time and draws from a normal distribution by the polar method; source:
// web/js/producer.js of awslabs/amazon-kinesis-data-generator (2024-10).

import { COUNT, chance, records } from './records.js';

/** Records in one call of PutRecords or PutRecordBatch. */
export const BATCH_RECORDS = 500;
const SECOND = 1_000_000;
const HOURS = 24;
export const HOURS_OF_WEEK = 7 * HOURS;

/**
 * @typedef {{ kind: 'constant', perSecond: number }} Constant
 * @typedef {{ kind: 'hours', means: number[], deviations: number[], smooth?: boolean }} Hours by hour of the week, from
 *   Sunday at midnight: 168 numbers each
 * @typedef {{ kind: 'stream' | 'firehose', name: string }} Target
 * @typedef {import('./records.js').Recipe & { rate: Constant | Hours, target: Target }} Plan
 *
 * @typedef {object} Batch
 * @property {number} atMicros when it goes out, in microseconds since the epoch
 * @property {'PutRecords' | 'PutRecordBatch'} operation
 * @property {object} input of the operation; data as bytes
 * @property {number} bytes of data and keys
 *
 * @typedef {{ fromMicros: number, skip: number }} Cursor where to go on: a moment, and how many records of its second
 *   are out
 */

/**
 * The calls of a stretch of time, up to a number of records, and where to go on. The same plan gives the same calls,
 * however the stretch is cut.
 *
 * @param {Plan} plan
 * @param {Cursor} cursor
 * @param {number} toMicros the first moment that is not meant any more
 * @param {number} recordsMax at least this many records are made, unless time is over
 * @returns {{ batches: Batch[], next: Cursor | null }}
 */
export function batches(plan, { fromMicros, skip }, toMicros, recordsMax, library) {
  const make = records(plan, library);
  const made = [];
  let left = recordsMax;
  let first = skip;
  for (let second = Math.ceil(fromMicros / SECOND); second * SECOND < toMicros; second++, first = 0) {
    const count = recordsOf(plan, second, library);
    for (let from = first; from < count; from += BATCH_RECORDS) {
      if (left <= 0) return { batches: made, next: { fromMicros: second * SECOND, skip: from } };
      const size = Math.min(BATCH_RECORDS, count - from);
      const batch = Array.from({ length: size }, (_, i) => make(second, from + i));
      made.push(call(plan.target, second * SECOND, batch));
      left -= size;
    }
    if (count === 0) left -= 1; // an empty second is work too
  }
  return { batches: made, next: null };
}

function call({ kind, name }, atMicros, made) {
  const keys = kind === 'stream';
  const Records = made.map(({ data, key }) => (keys ? { Data: data, PartitionKey: key } : { Data: data }));
  const bytes = made.reduce((sum, { data, key }) => sum + data.length + (keys ? utf8Length(key) : 0), 0);
  return keys
    ? { atMicros, operation: 'PutRecords', input: { StreamName: name, Records }, bytes }
    : { atMicros, operation: 'PutRecordBatch', input: { DeliveryStreamName: name, Records }, bytes };
}

export const utf8Length = (text) => new TextEncoder().encode(text).length;

/** How many records a second has. */
export function recordsOf(plan, second, library) {
  const { rate, seed, mode = 'strict', zoneMinutes = 0 } = plan;
  if (rate.kind === 'constant') return constant(rate.perSecond, second, mode);
  library.begin(chance(seed, second, COUNT), second * 1000, zoneMinutes);
  const { mean, deviation } = expected(rate, second + zoneMinutes * 60, mode);
  return Math.max(0, Math.ceil(normal(mean, deviation, library.random)));
}

/** There, a part of a record is one more each second; in relaxed mode, parts add up. */
function constant(perSecond, second, mode) {
  if (mode === 'strict') return Math.max(0, Math.ceil(perSecond));
  return Math.max(0, Math.floor((second + 1) * perSecond) - Math.floor(second * perSecond));
}

/** Mean and deviation at a second of local time. */
export function expected({ means, deviations, smooth = false }, localSecond, mode) {
  const wall = new Date(localSecond * 1000);
  const [day, hour, minute] = [wall.getUTCDay(), wall.getUTCHours(), wall.getUTCMinutes()];
  const here = day * HOURS + hour;
  const next = mode === 'strict' ? nextThere(day, hour) : (here + 1) % HOURS_OF_WEEK;
  const between = (values) => (smooth ? values[here] + (values[next] - values[here]) * (minute / 60) : values[here]);
  return { mean: between(means), deviation: between(deviations) };
}

/** There, the hours from 22 on lead to midnight of Sunday on every day. */
function nextThere(day, hour) {
  return hour < 22 ? day * HOURS + hour + 1 : 0;
}

/** A normally distributed number by Marsaglia's polar method. */
function normal(mean, deviation, random) {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square < 1 && square !== 0) return mean + deviation * Math.sqrt((-2 * Math.log(square)) / square) * y;
  }
}
