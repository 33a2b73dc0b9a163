// The generator as a page has it: with a worker, which can be stopped.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { folder, library, load } from './support/built.mjs';
import { NodeWorker } from './support/worker.mjs';

const { createGenerator } = await load('generator');
const { batches } = await load('plan');
const { preview } = await load('preview');

const PATIENCE_MS = 3_000;
/** A pattern that tries for longer than anybody waits. */
const endlessly = (generator, control) =>
  generator.agent(
    `a\n${'a'.repeat(60)}\n`,
    { multiLineStartPattern: '(a+)+b', initialPosition: 'START_OF_FILE' },
    null,
    control,
  );

let started = 0;
const startWorker = () => {
  started += 1;
  return new NodeWorker(folder, 'worker.js');
};
const generator = createGenerator({ startWorker, patienceMs: 60_000 });
after(() => generator.close());

const plan = {
  template: '{{random.uuid}} {{name.findName}}',
  seed: 3,
  rate: { kind: 'constant', perSecond: 1_500 },
  target: { kind: 'stream', name: 'people' },
};

test('a preview is that of the thread', async () => {
  const options = { seed: 6, atMicros: 1.8e15 };
  assert.deepEqual(await generator.preview(plan.template, options), preview(plan.template, options, library));
  const { fault } = await generator.preview('\n{{nosuch.thing}}');
  assert.deepEqual([fault.line, fault.column, fault.kdg], [2, 1, 'Invalid module: nosuch']);
});

test('the calls of a plan arrive in order and whole', async () => {
  const arrived = [];
  for await (const batch of generator.batches(plan, 0, 5e6)) arrived.push(batch);
  assert.deepEqual(arrived, batches(plan, { fromMicros: 0, skip: 0 }, 5e6, Infinity, library).batches);
  assert.equal(arrived.length, 15);
});

test('a fault in a plan rejects with its place', async () => {
  const wrong = generator.batches({ ...plan, mode: 'relaxed', template: '{{random.nmber}}' }, 0, 1e6);
  await assert.rejects(wrong.next(), ({ message, position, meant }) => {
    assert.deepEqual(
      [message, position, meant],
      ['There is no helper random.nmber. Did you mean random.number?', 2, '{{random.number}}'],
    );
    return true;
  });
});

test('a loop that is broken off leaves the generator ready', async () => {
  for await (const { atMicros } of generator.batches(plan, 0, 1e12)) {
    if (atMicros >= 3e6) break;
  }
  assert.equal((await generator.preview('a')).records.length, 5);
});

test('a signal ends what is under way, also what would never end', async () => {
  const before = started;
  const control = new AbortController();
  const endless = endlessly(generator, { signal: control.signal });
  setTimeout(() => control.abort(new Error('enough')), 200);
  await assert.rejects(endless, /enough/);
  await assert.rejects(generator.preview('a', {}, { signal: control.signal }), /enough/);
  assert.equal((await generator.preview('a')).records[0].text, 'a');
  assert.equal(started, before + 1);
});

test('what takes too long is stopped, and what waited behind it runs', async () => {
  const impatient = createGenerator({ startWorker, patienceMs: PATIENCE_MS });
  const endless = endlessly(impatient);
  const waiting = impatient.preview('a');
  await assert.rejects(endless, /longer than 3 seconds and was stopped/);
  assert.equal((await waiting).records[0].text, 'a');
  impatient.close();
});

test('closing refuses what is under way', async () => {
  const closing = createGenerator({ startWorker });
  const endless = assert.rejects(endlessly(closing), /closed/);
  setTimeout(() => closing.close(), 200);
  await endless;
});

test('the agent and rules run there too', async () => {
  const { records } = await generator.agent('a\n', { initialPosition: 'START_OF_FILE' });
  assert.equal(records[0].after, 'a\n');
  const rule = { sql: "SELECT n FROM 't/#'", action: { kinesis: { streamName: 's', partitionKey: '${n}' } } };
  const message = { topic: 't/1', payload: '{"n":1}', atMs: 0, uuid: '' };
  const [forwarded, other] = await generator.rule(rule, [message, { ...message, topic: 'x' }]);
  assert.deepEqual([forwarded.record.input.PartitionKey, other.matched], ['1', false]);
  await assert.rejects(generator.rule({ ...rule, sql: 'SELECT' }, []), ({ column }) => column === 7);
});
