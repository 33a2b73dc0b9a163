// Acceptance checks 3 to 7: the hot key, its cure, where keys fall, and runs that can be had again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, openTest, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const refused = (picture) =>
  picture.view.streams[0].shards.reduce((sum, shard) => sum + shard.last_second.refused, 0);

test('3: after ten seconds of hot-key shard 3 is throttled, the skew is hot, and a note names the limit', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 10_000);
  assert.equal(await hook(page, 'now'), 10_000);
  assert.equal(await page.getByTestId('stage-shard-3').getAttribute('data-state'), 'throttled');
  assert.equal(await page.getByTestId('stage-shard-0').getAttribute('data-state'), 'open');
  const perSecond = refused(await hook(page, 'snapshot'));
  assert.ok(perSecond >= 500 && perSecond <= 600, `${perSecond} refused`);
  assert.match(await page.getByTestId('stage-shard-3-throttle').innerText(), /refused \d+\/s . records limit/);
  assert.match(await page.getByTestId('stage-skew').innerText(), /hot/);
  assert.match(await page.getByTestId('explain-note').first().innerText(), /1,000 records/);
  await close(page);
});

test('4: with random keys nothing is refused for a minute, and the challenge is passed', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 10_000);
  await page.getByTestId('producer-web-keys').selectOption('random');
  await hook(page, 'advance', 2_000);
  const before = await hook(page, 'snapshot');
  await hook(page, 'advance', 62_000);
  const after = await hook(page, 'snapshot');
  assert.equal(after.view.producers[0].counts.refused, before.view.producers[0].counts.refused);
  assert.equal(await page.getByTestId('challenge').getAttribute('data-state'), 'passed');
  await page.getByTestId('challenge-passed').waitFor();
  await close(page);
});

test('the headline tells what the stage shows once the scenario was changed', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 10_000);
  const lead = () => page.locator('.page-head .lead').innerText();
  assert.match(await lead(), /one key/);
  await page.getByTestId('producer-web-keys').selectOption('random');
  await hook(page, 'advance', 10_000);
  assert.doesNotMatch(await lead(), /one key/);
  assert.match(await lead(), /4 open shards.*No shard is throttled/);
  await close(page);
});

test('a key that is being tried goes with its shards, forward and back', async () => {
  const page = await openTest(held, 'sim/');
  await hook(page, 'advance', 2_000);
  await page.getByTestId('try-key-field').fill('celebrity');
  const shard = page.getByTestId('try-key-shard');
  await shard.filter({ hasText: 'Shard 3' }).waitFor();
  const split = { StreamName: 'clicks', ShardToSplit: 'shardId-000000000003', NewStartingHashKey: (7n << 125n).toString() };
  await hook(page, 'act', { call: { operation: 'SplitShard', input: split } });
  await hook(page, 'advance', 60_000);
  await shard.filter({ hasText: /Shard [45]/ }).waitFor();
  await hook(page, 'seek', 1_000);
  await shard.filter({ hasText: 'Shard 3' }).waitFor();
  await close(page);
});

test('5: keys fall on their shards, light up the rail, and show their MD5', async () => {
  const page = await openTest(held);
  const expected = {
    123: [0, '202cb962ac59075b964b07152d234b70'],
    'user-6': [1, null],
    'order-1001': [2, null],
    'user-1': [3, null],
    celebrity: [3, null],
  };
  for (const [key, [shard, md5]] of Object.entries(expected)) {
    await page.getByTestId('try-key-field').fill(key);
    await page.getByTestId('try-key-shard').filter({ hasText: `Shard ${shard}` }).waitFor();
    await page.locator(`[data-testid=stage-segment-${shard}].hit`).waitFor();
    assert.equal(await page.getByTestId('rail-tried').innerText(), key);
    const shown = await page.getByTestId('try-key-md5').innerText();
    assert.match(shown, /^[0-9a-f]{32}$/);
    if (md5) assert.equal(shown, md5);
  }
  await close(page);
});

test('6: the same seed gives the same hash, another seed another', async () => {
  const run = async (seed) => {
    const page = await openTest(held, 'sim/', { query: `&seed=${seed}` });
    await hook(page, 'advance', 20_000);
    const hash = await hook(page, 'hash');
    await close(page);
    return hash;
  };
  const [first, second, other] = [await run(7), await run(7), await run(8)];
  assert.match(first, /^[0-9a-f]{16}$/);
  assert.equal(first, second);
  assert.notEqual(first, other);
});

test('7: going back to 20 s and on to 60 s comes to the same hash', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 60_000);
  const hash = await hook(page, 'hash');
  await hook(page, 'seek', 20_000);
  assert.equal(await hook(page, 'now'), 20_000);
  assert.notEqual(await hook(page, 'hash'), hash);
  await hook(page, 'seek', 60_000);
  assert.equal(await hook(page, 'hash'), hash);
  await close(page);
});

test('Previous event goes one moment back, however much happened at this one', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_050);
  const action = { call: { operation: 'DescribeLimits', input: {} } };
  await hook(page, 'act', { plan: { inputs: Array.from({ length: 700 }, () => ({ at_ms: 0, action })) } });
  await hook(page, 'advance', 0);
  const last = (await hook(page, 'events', 0)).slice(-600);
  assert.equal(new Set(last.map(({ at }) => at)).size, 1);
  await page.getByTestId('time-back').click();
  await page.waitForFunction(() => window.kinetoscope.now() < 5_050 && !document.querySelector('[data-testid=time-cancel]'));
  assert.ok(await hook(page, 'now') > 4_500, `${await hook(page, 'now')}`);
  await close(page);
});

test('acting in the past says what it replaces, and Undo brings it back', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 30_000);
  const hash = await hook(page, 'hash');
  await hook(page, 'seek', 12_000);
  await page.getByTestId('producer-web-rate').fill('500');
  await page.getByTestId('producer-web-rate').press('Enter');
  await page.getByTestId('toasts').getByText('the 18.0 s that came after are a branch now').waitFor();
  assert.equal((await hook(page, 'inputs')).length, 1);
  await page.getByTestId('toast-undo').click();
  await page.getByText('Taken back.').waitFor();
  assert.equal((await hook(page, 'inputs')).length, 0);
  assert.equal(await hook(page, 'now'), 12_000);
  await hook(page, 'seek', 30_000);
  assert.equal(await hook(page, 'hash'), hash);
  await close(page);
});

test('a split in the inspector makes two children of adjacent ranges, and a merge joins them', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  await page.getByTestId('stage-shard-3-select').click();
  await page.getByTestId('split-at').fill('25');
  await page.getByTestId('split-run').click();
  await until(page, async () => (await window.kinetoscope.snapshot()).inputs === 1);
  await hook(page, 'advance', 3_000);
  const shards = (await hook(page, 'snapshot')).view.streams[0].shards;
  const [low, high] = shards.filter((shard) => shard.parents.includes(3));
  assert.equal(BigInt(low.range_end) + 1n, BigInt(high.range_start));
  assert.equal(Math.round((low.to - low.from) * 1e4), 625);
  assert.equal(await page.getByTestId('stage-shard-3').getAttribute('data-state'), 'closed');
  await page.getByTestId(`stage-shard-${low.number}-select`).click();
  await page.getByTestId(`merge-${high.number}`).click();
  await until(page, async () => (await window.kinetoscope.snapshot()).inputs === 2);
  await hook(page, 'advance', 3_000);
  const open = (await hook(page, 'snapshot')).view.streams[0].shards.filter((shard) => shard.state !== 'closed');
  assert.equal(open.length, 4);
  const inputs = await hook(page, 'inputs');
  assert.deepEqual(inputs.map((input) => input.action.call.operation), ['SplitShard', 'MergeShards']);
  await close(page);
});

test('a note offers a way out, and taking it ends the refusals', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 6_000);
  await page.getByTestId('explain-fix').filter({ hasText: 'random keys' }).click();
  await until(page, async () => (await window.kinetoscope.snapshot()).inputs === 1);
  await hook(page, 'advance', 4_000);
  assert.equal(refused(await hook(page, 'snapshot')), 0);
  assert.equal(await page.getByTestId('producer-web-keys').inputValue(), 'random');
  await close(page);
});

test('a note of another course of events is told as what it is', async () => {
  const page = await openTest(held);
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await hook(page, 'advance', 8_000);
  const kind = page.getByTestId('explain-note').last().locator('.note-kind');
  assert.equal(await kind.innerText(), 'Note');
  await page.keyboard.press('Control+z');
  await page.getByText('Taken back.').waitFor();
  await page.getByTestId('explain-note').getByText(/1,000 records/).first().waitFor();
  assert.equal(await kind.innerText(), 'Warning');
  await close(page);
});
