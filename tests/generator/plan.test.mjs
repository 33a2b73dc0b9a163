// Plans: how many records, when, with which keys and sizes; and that a seed says it all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { library, load } from './support/built.mjs';
import { FROM, GOLDEN, TO, digest, plans } from './support/golden.mjs';

const { batches, expected, recordsOf } = await load('plan');
const { BUILT_IN } = await load('templates');

const START = Date.UTC(2026, 2, 1) * 1000; // a Sunday
const SECOND = 1e6;
const target = { kind: 'stream', name: 'clicks' };
const plan = (changes) => ({
  template: '{{random.uuid}}',
  rate: { kind: 'constant', perSecond: 3 },
  target,
  ...changes,
});

/** All calls of a stretch, asked for in pieces of so many records. */
function all(plan, from, to, piece = 1e9) {
  const found = [];
  for (let cursor = { fromMicros: from, skip: 0 }; cursor;) {
    const part = batches(plan, cursor, to, piece, library);
    found.push(...part.batches);
    cursor = part.next;
  }
  return found;
}

const text = ({ Data }) => Buffer.from(Data).toString();
const recordsIn = (calls) => calls.flatMap(({ input }) => input.Records);
const key = (changes) => recordsIn(all(plan(changes), START, START + SECOND))[0].PartitionKey;

test('the same seed gives the same records, another seed others', () => {
  const four = all(plan({ seed: 4 }), START, START + 3 * SECOND);
  assert.deepEqual(all(plan({ seed: 4 }), START, START + 3 * SECOND), four);
  assert.notDeepEqual(recordsIn(all(plan({ seed: 5 }), START, START + 3 * SECOND)), recordsIn(four));
  assert.deepEqual(all(plan({ seed: '18446744073709551615' }), START, START + SECOND).length, 1);
});

test('a seed gives the records that it always gave', () => {
  assert.equal(digest(plans(BUILT_IN).flatMap((plan) => all(plan, FROM, TO))), GOLDEN);
});

test('however a stretch is cut, its calls are the same', () => {
  const busy = plan({ rate: { kind: 'constant', perSecond: 1_234 } });
  const whole = all(busy, START, START + 4 * SECOND);
  assert.deepEqual(all(busy, START, START + 4 * SECOND, 100), whole);
  const halves = [...all(busy, START, START + 2.5 * SECOND), ...all(busy, START + 2.5 * SECOND, START + 4 * SECOND)];
  assert.deepEqual(halves, whole);
});

test('no two of many records are the same', () => {
  const uuids = recordsIn(all(plan({ rate: { kind: 'constant', perSecond: 10_000 } }), START, START + 5 * SECOND)).map(
    text,
  );
  assert.equal(new Set(uuids).size, 50_000);
});

test('a call has at most 500 records and goes out when its second begins', () => {
  const calls = all(plan({ rate: { kind: 'constant', perSecond: 1_001 } }), START + 1, START + 2 * SECOND);
  assert.deepEqual(
    calls.map(({ atMicros, input }) => [atMicros - START, input.Records.length]),
    [
      [SECOND, 500],
      [SECOND, 500],
      [SECOND, 1],
    ],
  );
});

test('sizes count the bytes of data and keys', () => {
  const [{ bytes, operation, input }] = all(
    plan({ template: 'ä€', key: '{{random.number(0)}}é' }),
    START,
    START + SECOND,
  );
  assert.deepEqual([operation, input.StreamName, input.Records.length], ['PutRecords', 'clicks', 3]);
  assert.equal(bytes, 3 * ('ä€\n0é'.length + 1 + 2 + 1));
});

test('Firehose gets no keys', () => {
  const [call] = all(plan({ template: 'a', target: { kind: 'firehose', name: 'lake' } }), START, START + SECOND);
  const record = { Data: new Uint8Array([97, 10]) };
  const input = { DeliveryStreamName: 'lake', Records: [record, record, record] };
  assert.deepEqual(call, { atMicros: START, operation: 'PutRecordBatch', input, bytes: 6 });
});

test('a line break ends a record unless it is compressed, or as one wishes', () => {
  const data = (changes) => recordsIn(all(plan({ template: 'a', ...changes }), START, START + SECOND))[0].Data;
  const unpacked = (changes) => gunzipSync(data({ gzip: true, ...changes })).toString();
  assert.deepEqual([text({ Data: data({}) }), text({ Data: data({ newline: 'never' }) })], ['a\n', 'a']);
  assert.deepEqual([unpacked({}), unpacked({ newline: 'always' })], ['a', 'a\n']);
});

test('a key is a random number below ten thousand million, or of a template that knows the record', () => {
  const keys = recordsIn(all(plan({ rate: { kind: 'constant', perSecond: 500 } }), START, START + SECOND));
  assert.ok(keys.every(({ PartitionKey }) => /^\d{1,10}$/.test(PartitionKey)));
  assert.ok(keys.some(({ PartitionKey }) => PartitionKey.length === 10));
  const template = '{"user":{"id":"u-7"},"n":{{random.number}} }';
  assert.equal(key({ template, key: '{{record.user.id}}/{{ random.number(0) }}' }), 'u-7/0');
  assert.equal(key({ template, key: '{{record.user}}' }), '{"id":"u-7"}');
  const where = (fault) => [fault.message, fault.line, fault.column];
  assert.throws(
    () => key({ template, key: '{{record.usr}}' }),
    (fault) => {
      assert.deepEqual(where(fault), ['record.usr failed: the record has no field usr.', 1, 1]);
      return true;
    },
  );
  assert.throws(() => key({ template: 'no JSON', key: '{{record.id}}' }), /^TemplateError: record\.id failed: /);
});

test('the key leaves the record as it is', () => {
  const data = (changes) => recordsIn(all(plan(changes), START, START + SECOND)).map(text);
  assert.deepEqual(data({ key: '{{random.words}}' }), data({}));
});

test('a part of a record a second is one there, and adds up in relaxed mode', () => {
  const counts = (mode, perSecond) =>
    Array.from({ length: 6 }, (_, i) =>
      recordsOf(plan({ mode, rate: { kind: 'constant', perSecond } }), START / 1e6 + i, library),
    );
  assert.deepEqual(counts('strict', 0.5), [1, 1, 1, 1, 1, 1]);
  assert.deepEqual(
    counts('relaxed', 0.5).reduce((sum, count) => sum + count),
    3,
  );
  assert.deepEqual(counts('strict', 0), [0, 0, 0, 0, 0, 0]);
});

test('by the hour: mean and deviation of the hour of the week, smoothed if so', () => {
  const hours = (value) => Array.from({ length: 168 }, (_, hour) => value(hour));
  const rate = { kind: 'hours', means: hours((hour) => 10 * hour), deviations: hours((hour) => hour), smooth: true };
  const at = (day, hour, minute, mode, changes) =>
    expected({ ...rate, ...changes }, START / 1e6 + ((day * 24 + hour) * 60 + minute) * 60, mode);
  assert.deepEqual(at(1, 2, 30, 'relaxed'), { mean: 265, deviation: 26.5 });
  assert.deepEqual(at(1, 2, 30, 'relaxed', { smooth: false }), { mean: 260, deviation: 26 });
  assert.deepEqual(at(6, 23, 30, 'relaxed'), { mean: 835, deviation: 83.5 });
  // There, from 22 o'clock on it goes to midnight of Sunday.
  assert.deepEqual(at(1, 22, 30, 'strict'), { mean: 230, deviation: 23 });
  assert.deepEqual(at(1, 22, 30, 'relaxed'), { mean: 465, deviation: 46.5 });
});

test('by the hour: the counts of many seconds have the mean and the deviation, in local time', () => {
  const at = (hour, value) => Array.from({ length: 168 }, (_, i) => (i === hour ? value : 0));
  const rate = { kind: 'hours', means: at(2, 100), deviations: at(2, 10) };
  const counts = Array.from({ length: 3600 }, (_, i) =>
    recordsOf(plan({ rate, zoneMinutes: 120 }), START / 1e6 + i, library),
  );
  const mean = counts.reduce((sum, count) => sum + count) / counts.length;
  const deviation = Math.sqrt(counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length);
  assert.ok(Math.abs(mean - 100.5) < 1, `${mean}`); // rounded up
  assert.ok(Math.abs(deviation - 10) < 0.5, `${deviation}`);
  assert.equal(recordsOf(plan({ rate }), START / 1e6, library), 0);
});
