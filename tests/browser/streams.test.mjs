// The page of Data Streams: shards and where they came from, records, consumers, settings. What it does are calls of the
// session, and what the service refuses stands beside the button.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { axePath, close, hook, openTest, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const tabs = ['overview', 'shards', 'records', 'consumers', 'settings'];

/** The page on one of its tabs, some seconds into the scenario. */
async function streams(tab, { query = '', seconds = 5, ...options } = {}) {
  const page = await openTest(held, 'streams/', { query: `&tab=${tab}${query}`, ...options });
  await page.getByTestId('streams-status').waitFor();
  if (seconds > 0) await hook(page, 'advance', seconds * 1_000);
  return page;
}

const text = (page, testid) => page.getByTestId(testid).innerText();

/** Waits until an element says something. */
const says = (page, testid, what) => page.getByTestId(testid).filter({ hasText: what }).waitFor();

/** Waits until so many records are told of. */
const counts = (page, testid, records) => says(page, testid, new RegExp(`(?<![\\d,])${records} records?\\b`));

/** Names of the operations that were called, in their order. */
async function operations(page) {
  const inputs = await hook(page, 'inputs');
  return inputs.map(({ action }) => action.call?.operation);
}

const call = (page, operation, input) => hook(page, 'act', { call: { operation, input: { StreamName: 'clicks', ...input } } });

const put = (page, key, value) =>
  call(page, 'PutRecord', { PartitionKey: key, Data: Buffer.from(value).toString('base64'), ExplicitHashKey: '0' });

/** Waits until nothing is being read. */
const idle = (page) => page.locator('[data-testid=records-start]:not([disabled])').waitFor();

async function readFrom(page, position, shard = 'shardId-000000000000') {
  await page.getByTestId('records-shard').selectOption(shard);
  await page.getByTestId('records-position').selectOption(position);
  await page.getByTestId('records-start').click();
  await idle(page);
}

test('the overview says what DescribeStreamSummary says, and looking is no part of the session', async () => {
  const page = await streams('overview');
  await says(page, 'overview-OpenShardCount', '4');
  await says(page, 'overview-StreamARN', 'stream/clicks');
  await says(page, 'overview-RetentionPeriodHours', '24 hours');
  assert.deepEqual(await operations(page), []);
  await close(page);
});

test('the overview says what is refused, and by which shard; its line leads to that shard', async () => {
  const page = await streams('overview');
  const { shards } = (await hook(page, 'snapshot')).view.streams[0];
  const { refused } = shards[3].last_second;
  assert.ok(refused > 0, 'the scenario has a hot shard');
  assert.equal(await page.getByTestId('streams-name').innerText(), 'clicks');
  await says(page, 'tile-refused', refused.toLocaleString('en'));
  await says(page, 'overview-shard-3', `refuses ${refused.toLocaleString('en')}/s`);
  await says(page, 'overview-shard-0', 'takes all');
  await page.getByTestId('tile-refused-shard').click();
  await page.getByTestId('streams-shard').filter({ hasText: 'Shard 3' }).waitFor();
  assert.match(page.url(), /tab=shards/);
  await close(page);
});

test('14: a shard is split by its table row and a number alone, and the tree shows where the children come from', async () => {
  const page = await streams('shards');
  await page.getByTestId('streams-select-3').click();
  await page.getByTestId('split-at').fill('50');
  await page.getByTestId('split-run').click();
  await until(page, async () => (await window.kinetoscope.inputs()).length === 1);
  await hook(page, 'advance', 5_000);
  assert.deepEqual(await operations(page), ['SplitShard']);
  await page.getByTestId('streams-row-5').waitFor();
  const { shards } = (await hook(page, 'snapshot')).view.streams[0];
  assert.equal(BigInt(shards[4].range_end) + 1n, BigInt(shards[5].range_start));
  assert.deepEqual([shards[4].parents, shards[5].parents], [[3], [3]]);
  await says(page, 'streams-lineage-told', '1 change of shards');
  const boxes = [];
  for (const shard of [3, 4, 5]) boxes.push(await page.getByTestId(`streams-strip-${shard}`).boundingBox());
  const [parent, upper, lower] = boxes;
  assert.ok(Math.abs(parent.x + parent.width - upper.x) < 3 && Math.abs(upper.x - lower.x) < 1, 'children begin where the parent ends');
  assert.ok(Math.abs(upper.y - parent.y) < 2 && upper.y < lower.y, 'children divide the keys of the parent');
  await close(page);
});

test('hash keys are written in three forms', async () => {
  const page = await streams('shards');
  const cell = page.locator('[data-testid=streams-row-1] .streams-range');
  assert.equal(await cell.innerText(), '25\u{2013}50 %');
  await page.getByTestId('streams-hash-form').selectOption('decimal');
  await cell.filter({ hasText: '85070591730234615865843651857942052864 to 170141183460469231731687303715884105727' }).waitFor();
  await page.getByTestId('streams-hash-form').selectOption('hex');
  await cell.filter({ hasText: '40000000000000000000000000000000 to 7fffffffffffffffffffffffffffffff' }).waitFor();
  await close(page);
});

test('a refused call says so beside its button and changes nothing', async () => {
  const page = await streams('shards');
  await page.getByTestId('streams-scale-target').fill('9');
  await page.getByTestId('streams-scale').click();
  await says(page, 'streams-scale-refused', 'LimitExceededException');
  await page.getByTestId('streams-scale-target').fill('8');
  await page.getByTestId('streams-scale-refused').waitFor({ state: 'hidden' });
  await page.getByTestId('streams-scale').click();
  await says(page, 'streams-scale-taken', 'taken');
  await says(page, 'streams-status', 'UPDATING');
  await close(page);
});

test('records come by pages of fifty, and each page is a call that costs', async () => {
  const page = await streams('records');
  await says(page, 'records-empty', 'Nothing was read yet');
  await page.getByTestId('records-filter-how').click();
  await page.getByText('size>100 and size<2k').waitFor();
  await readFrom(page, 'TRIM_HORIZON');
  await counts(page, 'records-count', 50);
  await page.getByTestId('records-next').click();
  await counts(page, 'records-count', 100);
  await says(page, 'records-spent', '2 calls of GetRecords, 100 records');
  assert.deepEqual(await operations(page), ['GetShardIterator', 'GetRecords', 'GetRecords']);
  await idle(page);
  for (let count = 0; count < 4; count++) {
    await page.getByTestId('records-next').click();
    await idle(page);
  }
  await says(page, 'records-trouble', 'ProvisionedThroughputExceededException');
  assert.match(await text(page, 'records-spent'), /[1-9] refused/);
  await close(page);
});

test('17: the five positions begin where they say', async () => {
  const page = await streams('records');
  await readFrom(page, 'LATEST');
  await counts(page, 'records-count', 0);
  await says(page, 'records-cursor-0', 'at the newest record');
  await readFrom(page, 'AT_TIMESTAMP');
  await counts(page, 'records-count', 50);
  const first = await text(page, 'record-0');
  await hook(page, 'advance', 2_000);
  await page.getByTestId('records-at').fill('2026-01-01T00:00:03');
  await page.getByTestId('records-start').click();
  await page.waitForFunction((first) => document.querySelector('[data-testid=record-0]')?.innerText !== first, first);
  await idle(page);
  assert.match(await text(page, 'record-0'), /^00:00:03\.0/);
  await page.getByTestId('record-2').click();
  const sequence = await text(page, 'record-sequence');
  await hook(page, 'advance', 2_000);
  await readFrom(page, 'AT_SEQUENCE_NUMBER');
  await page.getByTestId('record-0').click();
  assert.equal(await text(page, 'record-sequence'), sequence);
  await hook(page, 'advance', 2_000);
  await readFrom(page, 'AFTER_SEQUENCE_NUMBER');
  await page.getByTestId('record-0').click();
  assert.ok(BigInt(await text(page, 'record-sequence')) > BigInt(sequence));
  await page.getByTestId('records-at').fill('');
  await says(page, 'records-wrong', 'Give a sequence number');
  await close(page);
});

test('17: an iterator that rested for five minutes has expired, and a new one goes on after the last record', async () => {
  const page = await streams('records');
  await readFrom(page, 'TRIM_HORIZON');
  await hook(page, 'advance', 301_000);
  await page.getByTestId('records-next').click();
  await says(page, 'records-trouble', 'ExpiredIteratorException');
  await page.getByTestId('records-renew').click();
  await counts(page, 'records-count', 100);
  const { action } = (await hook(page, 'inputs')).at(-2);
  assert.equal(action.call.input.ShardIteratorType, 'AFTER_SEQUENCE_NUMBER');
  await close(page);
});

test('28: a record tells its key, its MD5, its shard, its sequence number and who has read it', async () => {
  const page = await streams('records');
  await readFrom(page, 'TRIM_HORIZON', 'shardId-000000000003');
  await page.getByTestId('record-0').click();
  const key = await text(page, 'record-key');
  assert.equal(await text(page, 'record-md5'), createHash('md5').update(key).digest('hex'));
  assert.equal(await text(page, 'record-shard'), 'shardId-000000000003');
  assert.match(await text(page, 'record-sequence'), /^\d{56}$/);
  const reads = await text(page, 'record-reads');
  assert.match(reads, /This viewer\s+read it at 00:00:05\.0/);
  assert.match(reads, /dashboard\s+is past it/);
  await page.getByTestId('record-0').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'record-1');
  await page.keyboard.press('Enter');
  await page.waitForFunction((key) => document.querySelector('[data-testid=record-1]').getAttribute('aria-pressed') === 'true', key);
  await close(page);
});

test('a value is shown as JSON, text, hexadecimal and base64', async () => {
  const page = await streams('records', { seconds: 0 });
  await put(page, 'order', '{"price":12,"at":"x"}');
  await readFrom(page, 'TRIM_HORIZON');
  await page.getByTestId('record-0').click();
  const value = page.getByTestId('record-value').locator('pre');
  assert.equal(await value.innerText(), '{\n  "price": 12,\n  "at": "x"\n}');
  await page.getByTestId('value-text').click();
  await value.filter({ hasText: '{"price":12,"at":"x"}' }).waitFor();
  await page.getByTestId('value-hex').click();
  await value.filter({ hasText: '00000000  7b 22 70 72' }).waitFor();
  await page.getByTestId('value-base64').click();
  await value.filter({ hasText: 'eyJwcmljZSI6MTIsImF0IjoieCJ9' }).waitFor();
  await close(page);
});

test('the filter takes keys, sizes, values and JSONPaths, and names what it does not understand', async () => {
  const page = await streams('records', { seconds: 0 });
  await put(page, 'order-1', '{"price":12}');
  await put(page, 'order-2', '{"price":3}');
  await put(page, 'log', 'an error happened');
  await readFrom(page, 'TRIM_HORIZON');
  await counts(page, 'records-count', 3);
  for (const [filter, count] of [
    ['key:order', '2 of 3 records'],
    ['value~"an error"', '1 of 3 records'],
    ['size>11', '2 of 3 records'],
    ['key:order size<12', '1 of 3 records'],
    ['$.price', '2 of 3 records'],
    ['key:order $[?@ > 10]', '1 of 3 records'],
    ['', '3 records'],
  ]) {
    await page.getByTestId('records-filter').fill(filter);
    await page.getByTestId('records-filter').press('Enter');
    await page.waitForFunction((count) => document.querySelector('[data-testid=records-count]').innerText === count, count);
  }
  for (const filter of ['price>3', '$[']) {
    await page.getByTestId('records-filter').fill(filter);
    await page.getByTestId('records-filter').press('Enter');
    await says(page, 'records-filter-wrong', filter === '$[' ? 'JSONPath' : 'price>3');
  }
  await close(page);
});

test('a large value is opened on demand, by a call of its own, and comes in pieces', async () => {
  const page = await streams('records', { seconds: 0 });
  await put(page, 'big', `start${'x'.repeat(300_000)}end`);
  await readFrom(page, 'TRIM_HORIZON');
  await page.getByTestId('record-0').click();
  await page.getByTestId('value-text').click();
  const length = () => page.getByTestId('record-value').locator('code').evaluate((code) => code.textContent.length);
  assert.ok((await length()) < 3_000);
  await page.getByTestId('value-open').click();
  await page.getByTestId('value-more').waitFor();
  await says(page, 'records-spent', '2 calls');
  const first = await length();
  assert.ok(first > 3_000 && first < 70_000, `${first}`);
  for (let count = 0; count < 6; count++) await page.getByTestId('value-more').click();
  await page.getByTestId('value-more').waitFor({ state: 'detached' });
  assert.equal(await length(), 300_008);
  await close(page);
});

test('following reads on as the clock goes, keeps the end in sight, and makes only the rows in sight', async () => {
  const page = await streams('records');
  await page.getByTestId('records-shard').selectOption('');
  await page.getByTestId('records-position').selectOption('TRIM_HORIZON');
  await page.getByTestId('records-start').click();
  await idle(page);
  await page.getByTestId('records-follow').click();
  for (let count = 0; count < 4; count++) {
    await hook(page, 'advance', 1_000);
    await page.waitForTimeout(1_200);
  }
  const held = Number((await text(page, 'records-count')).replace(/[^\d]/g, ''));
  assert.ok(held > 2_000, `${held} records`);
  assert.ok((await page.locator('.rows .record').count()) < 100);
  const left = await page.getByTestId('records-rows').evaluate((rows) => rows.scrollHeight - rows.clientHeight - rows.scrollTop);
  assert.ok(left < 40, `${left} px below`);
  await page.getByTestId('records-follow').click();
  const { length } = await operations(page);
  await hook(page, 'advance', 5_000);
  await page.waitForTimeout(1_500);
  assert.equal((await operations(page)).length, length, 'who has stopped following reads no more');
  await close(page);
});

test('a closed shard that was read to its end leads to its children', async () => {
  const page = await streams('records', { seconds: 0 });
  await put(page, 'a', 'before the split');
  await call(page, 'SplitShard', { ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '100' });
  await hook(page, 'advance', 3_000);
  await hook(page, 'act', { producer: { name: 'web', running: false } });
  await put(page, 'b', 'after the split');
  await page.getByTestId('records-shard').locator('option', { hasText: 'Shard 0, closed' }).waitFor({ state: 'attached' });
  await readFrom(page, 'TRIM_HORIZON');
  for (let count = 0; count < 8 && !(await page.getByTestId('records-child-4').isVisible()); count++) {
    await hook(page, 'advance', 1_000);
    await page.getByTestId('records-next').click();
    await idle(page);
  }
  await says(page, 'records-cursor-0', 'it goes on in shard 4 and 5');
  await page.getByTestId('records-child-4').click();
  await says(page, 'records-cursor-4', '1 record read');
  await close(page);
});

test('a consumer is registered and deregistered, and a wrong name is refused in words', async () => {
  const page = await streams('consumers');
  await page.getByTestId('consumers-registered-empty').waitFor();
  await page.getByTestId('consumer-register-name').fill('not a name');
  await page.getByTestId('consumer-register').click();
  await says(page, 'consumer-register-refused', 'ValidationException');
  await page.getByTestId('consumer-register-name').fill('billing');
  await page.getByTestId('consumer-register').click();
  await says(page, 'consumer-billing-status', 'CREATING');
  await hook(page, 'advance', 5_000);
  await says(page, 'consumer-billing-status', 'ACTIVE');
  await page.getByTestId('consumer-billing-deregister').click();
  await hook(page, 'advance', 5_000);
  await page.getByTestId('consumers-registered-empty').waitFor();
  await close(page);
});

test('a shared reader shows its lag as words and a line, and rests and runs', async () => {
  const page = await streams('consumers');
  await page.getByTestId('consumer-archive-run').click();
  await until(page, async () => (await window.kinetoscope.snapshot()).view.readers[1].running === false);
  for (let count = 0; count < 3; count++) await hook(page, 'advance', 25_000);
  await says(page, 'consumer-archive-lag', '1 min');
  const line = page.getByTestId('consumer-archive').locator('svg[role=img]');
  assert.match(await line.getAttribute('aria-label'), /now 1 min/);
  assert.ok((await line.locator('polyline').getAttribute('points')).split(' ').length >= 3);
  await close(page);
});

test('a shared reader is set back to the oldest record', async () => {
  const page = await streams('consumers', { seconds: 20 });
  const unread = async () => (await hook(page, 'snapshot')).view.readers[0].unread;
  const before = await unread();
  await page.getByTestId('consumer-dashboard-reset').click();
  await until(page, async () => (await window.kinetoscope.snapshot()).inputs === 1);
  assert.ok((await unread()) > before + 1_000);
  await close(page);
});

test('each setting is a call, and its refusal stands beside it', async () => {
  const page = await streams('settings');
  await says(page, 'setting-retention-now', '24');
  await page.getByTestId('setting-retention-value').fill('48');
  await page.getByTestId('setting-retention').click();
  await says(page, 'setting-retention-taken', 'taken');
  await hook(page, 'advance', 5_000);
  await says(page, 'setting-retention-now', '48');
  await page.getByTestId('setting-retention-value').fill('9000');
  await page.getByTestId('setting-retention').click();
  await says(page, 'setting-retention-refused', 'InvalidArgumentException');
  await page.getByTestId('setting-record-size-value').fill('5');
  await page.getByTestId('setting-record-size').click();
  await says(page, 'setting-record-size-refused', 'ValidationException');
  await page.getByTestId('setting-tags-key').fill('team');
  await page.getByTestId('setting-tags-value').fill('blue');
  await page.getByTestId('setting-tags-add').click();
  await says(page, 'setting-tags-now', 'team = blue');
  await page.getByTestId('setting-tags-gone').selectOption('team');
  await page.getByTestId('setting-tags-remove').click();
  await says(page, 'setting-tags-now', 'none');
  await page.getByTestId('setting-encryption').click();
  await until(page, async () => (await window.kinetoscope.inputs()).at(-1).action.call.operation === 'StartStreamEncryption');
  await hook(page, 'advance', 5_000);
  await says(page, 'setting-encryption-now', 'KMS with alias/aws/kinesis');
  await page.getByTestId('setting-metrics').click();
  await until(page, async () => (await window.kinetoscope.inputs()).at(-1).action.call.operation === 'EnableEnhancedMonitoring');
  await hook(page, 'advance', 5_000);
  await says(page, 'setting-metrics-now', 'IncomingBytes');
  await page.getByTestId('setting-mode-value').selectOption('ON_DEMAND');
  await page.getByTestId('setting-mode').click();
  await until(page, async () => (await window.kinetoscope.inputs()).at(-1).action.call.operation === 'UpdateStreamMode');
  await hook(page, 'advance', 5_000);
  await says(page, 'setting-mode-now', 'ON_DEMAND');
  const cli = page.locator('[aria-labelledby=setting-retention] .as-code pre').first();
  await page.locator('[aria-labelledby=setting-retention] .as-code summary').click();
  assert.match(await cli.innerText(), /^aws kinesis increase-stream-retention-period/);
  await close(page);
});

test('where there is no stream, one is made here', async () => {
  const page = await streams('overview', { seconds: 0 });
  await hook(page, 'open', '{"version":1,"id":"nothing"}');
  await page.getByTestId('streams-empty').waitFor();
  for (const name of ['orders', 'clicks']) {
    if (name === 'clicks') await page.getByTestId('streams-new').click();
    await page.getByTestId('stream-create-name').fill(name);
    await page.getByTestId('stream-create').click();
    await hook(page, 'advance', 5_000);
    await says(page, 'overview-StreamARN', `stream/${name}`);
  }
  await page.getByTestId('streams-picker').selectOption('orders');
  await says(page, 'overview-StreamARN', 'stream/orders');
  await close(page);
});

test('the address holds the tab and the filter', async () => {
  const page = await streams('records', { seconds: 0 });
  await page.getByTestId('records-filter').fill('key:a');
  await page.getByTestId('records-filter').press('Enter');
  await page.waitForFunction(() => location.search.includes('filter='));
  await page.reload();
  await page.getByTestId('records-filter').waitFor();
  assert.equal(await page.getByTestId('records-filter').inputValue(), 'key:a');
  await page.getByTestId('streams-tab-records').press('ArrowRight');
  await page.getByTestId('consumers-shared').waitFor();
  assert.match(page.url(), /tab=consumers/);
  await close(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`34: no tab has a serious finding of axe in the ${colorScheme} theme`, async () => {
    for (const tab of tabs) {
      const page = await streams(tab, { colorScheme, bypassCSP: true });
      if (tab === 'records') await readFrom(page, 'TRIM_HORIZON');
      if (tab === 'records') await page.getByTestId('record-0').click();
      if (tab === 'shards') await page.getByTestId('streams-select-1').click();
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target + ' ' + (node.any[0]?.message ?? '')).join(', ')}`);
      assert.deepEqual(told, [], tab);
      await close(page);
    }
  });
}

test('36: at 320 px no tab scrolls sideways', async () => {
  for (const tab of tabs) {
    const page = await streams(tab, { width: 320, height: 640 });
    if (tab === 'records') await readFrom(page, 'TRIM_HORIZON');
    const ends = await page.locator('.streams .tab').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
    assert.equal(ends.length, tabs.length);
    assert.ok(Math.max(...ends) <= 320, `${tab}: ${ends}`);
    // A tree of shards may be as wide as it has generations; tables are cards here.
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.streams-scroll:not(.lineage-frame)')].map((frame) => frame.scrollWidth - frame.clientWidth));
    assert.ok(wide.every((over) => over === 0), `${tab}: ${wide}`);
    await close(page);
  }
});
