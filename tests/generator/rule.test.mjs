// IoT rules: which messages are meant, and what becomes of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './support/built.mjs';

const { forward, readRule, topicMatches } = await load('rule');

const kinesis = (partitionKey) => ({ kinesis: { streamName: 'heat', partitionKey } });
const PAYLOAD = { device: 'd-1', temperature: 31.5, state: { on: true, level: '7' }, nothing: null };
const MESSAGE = {
  topic: 'building/2/d-1/report',
  payload: JSON.stringify(PAYLOAD),
  atMs: 1_800_000_000_000,
  uuid: 'u-u',
};

const play = (sql, { action = kinesis('k'), errorAction, ...message } = {}) =>
  forward(readRule({ sql, action, errorAction }), { ...MESSAGE, ...message });

/** The data that is put for the message of these tests. */
function data(select, message) {
  const { record, note } = play(`SELECT ${select} FROM '#'`, message);
  assert.equal(note, '');
  return JSON.parse(record.input.Data);
}

/** What WHERE is for the message of these tests. */
const where = (condition) => play(`SELECT * FROM '#' WHERE ${condition}`).matched;

test('a rule reshapes a message and puts it into a stream', () => {
  const { matched, record } = play("SELECT *, topic(2) AS building FROM 'building/+/+/report' WHERE temperature > 30", {
    action: kinesis('${topic(2)}-${device}'),
  });
  assert.equal(matched, true);
  assert.deepEqual(record, {
    operation: 'PutRecord',
    input: { StreamName: 'heat', PartitionKey: '2-d-1', Data: JSON.stringify({ ...PAYLOAD, building: '2' }) },
  });
});

test('Firehose gets its separator behind the record', () => {
  const action = { firehose: { deliveryStreamName: 'lake', separator: '\n' } };
  const { record } = play("SELECT device FROM '#'", { action });
  assert.deepEqual(record, {
    operation: 'PutRecord',
    input: { DeliveryStreamName: 'lake', Record: { Data: '{"device":"d-1"}\n' } },
  });
});

test('columns: fields by dots, names, functions, arithmetic; what is undefined is left out', () => {
  assert.deepEqual(data('device, state.level, state.on AS running'), { device: 'd-1', level: '7', running: true });
  assert.deepEqual(data('nosuch, device.x, state.on.y, nothing'), { nothing: null });
  assert.deepEqual(data('topic() AS t, topic(9) AS no, timestamp() AS at, newuuid() AS id, upper(device) AS up'), {
    t: MESSAGE.topic,
    at: MESSAGE.atMs,
    id: 'u-u',
    up: 'D-1',
  });
  assert.deepEqual(
    data("(temperature - 32) * 5 / 9 % 7 AS c, state.level + 1 AS l, 'a''b' AS text, -1 AS m, 1/0 AS no"),
    {
      c: (((31.5 - 32) * 5) / 9) % 7,
      l: '71',
      text: "a'b",
      m: -1,
    },
  );
  assert.deepEqual(data('*, 1 AS device'), { ...PAYLOAD, device: 1 });
});

test('conditions hold only where they are true', () => {
  for (const condition of [
    'temperature >= 31.5',
    "device = 'd-1'",
    "device <> 'x' AND NOT state.on = FALSE",
    'state.on',
    'state.level > 6',
    "device = 'x' OR (temperature < 40 AND 1 + 1 = 2)",
    'NOT NOT TRUE',
    'topic(3) = device',
    'nothing = NULL',
  ])
    assert.equal(where(condition), true, condition);
  for (const condition of [
    'temperature > 31.5',
    'nosuch = 1',
    'NOT nosuch',
    'temperature',
    'device > 5',
    'nosuch <> 1',
    'TRUE AND nosuch',
  ]) {
    assert.equal(where(condition), false, condition);
  }
});

test('AND binds closer than OR, products closer than sums', () => {
  assert.equal(where('TRUE OR TRUE AND FALSE'), true);
  assert.equal(where('2 + 3 * 2 = 8 AND 10 - 2 - 3 = 5'), true);
});

test('topic filters', () => {
  const matches = (filter) => topicMatches(filter, 'a/b/c');
  assert.deepEqual(['a/b/c', 'a/+/c', '+/+/+', '#', 'a/#', 'a/b/c/#'].map(matches), Array(6).fill(true));
  assert.deepEqual(['a/b', 'a/+', 'a/b/d', 'a/b/c/+', 'b/#', 'A/b/c'].map(matches), Array(6).fill(false));
  assert.deepEqual(
    ['#', '+/x', '$aws/#'].map((filter) => topicMatches(filter, '$aws/x')),
    [false, false, true],
  );
});

test('what does not match says why', () => {
  assert.equal(play("SELECT * FROM 'a/+'").note, 'The topic does not match a/+.');
  assert.equal(play("SELECT * FROM '#' WHERE 1 =\n2 ").note, 'Not true: WHERE 1 = 2');
  assert.equal(play("SELECT * FROM '#'", { payload: '[1]' }).note, 'The payload is no JSON object.');
});

test('where the action cannot take it, the error action gets the message', () => {
  const action = kinesis('${nosuch}');
  const without = play("SELECT * FROM '#'", { action });
  assert.deepEqual(
    [without.matched, without.record, without.note],
    [true, null, 'A value of the partition key is undefined.'],
  );
  const { record, byErrorAction } = play("SELECT * FROM '#'", {
    action,
    errorAction: { firehose: { deliveryStreamName: 'errors' } },
  });
  assert.equal(byErrorAction, true);
  const { topicOnSubmit, base64OriginalPayload, failures } = JSON.parse(record.input.Record.Data);
  assert.deepEqual(
    [topicOnSubmit, failures],
    [MESSAGE.topic, [{ errorMessage: 'A value of the partition key is undefined.' }]],
  );
  assert.equal(Buffer.from(base64OriginalPayload, 'base64').toString(), MESSAGE.payload);
});

test('errors have their place', () => {
  const refuses = (sql, message, at, changes) =>
    assert.throws(
      () => play(sql, changes),
      (error) => {
        assert.deepEqual([error.message, `${error.line}:${error.column}`], [message, at]);
        return true;
      },
    );
  refuses("SELECT * FORM 'a'", 'Here stands FROM.', '1:10');
  refuses('SELECT *\nFROM a', 'Here stands a topic filter between single quotes.', '2:6');
  refuses("SELECT topic(2) FROM 'a'", 'Give this a name with AS.', '1:8');
  refuses("SELECT a FROM 'a' WHERE (b = 1", 'The bracket is not closed.', '1:25');
  refuses("SELECT a FROM 'a", 'The text that opens here is not closed.', '1:15');
  refuses("SELECT a FROM 'a' WHERE b ! 1", 'This sign has no meaning here.', '1:27');
  refuses("SELECT a FROM 'a' WHERE", 'Here stands a field, a number, a text or a function.', '1:24');
  refuses("SELECT md5(a) AS a FROM 'a'", 'The function md5() is not covered.', '1:8');
  refuses("SELECT a FROM 'a' b", 'Nothing more is expected here.', '1:19');
  refuses(`SELECT a FROM 'a' WHERE ${'('.repeat(300)}`, 'This is nested too deeply.', '1:225');
  refuses("SELECT a FROM 'a'", 'The ${ that opens here has no }.', '1:2', { action: kinesis('x${a') });
  assert.throws(() => play("SELECT a FROM 'a'", { action: {} }), /The action is/);
});
