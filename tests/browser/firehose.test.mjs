// The page of delivery streams: what fills buffers and what closes them, what was delivered and where that lies, functions,
// and the configuration as a form. What it does are actions and calls of the session.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, close, hook, openTest, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const role = 'arn:aws:iam::000000000000:role/firehose';
const s3 = (more = {}) => ({ RoleARN: role, BucketARN: 'arn:aws:s3:::lake', ...more });
const hints = (SizeInMBs, IntervalInSeconds) => ({ SizeInMBs, IntervalInSeconds });
const stream = (DeliveryStreamName, destination) => ({ DeliveryStreamName, ExtendedS3DestinationConfiguration: s3(destination) });
const producer = (name, rate, bytes) => ({
  name, stream: name, operation: 'PutRecordBatch', records_per_second: rate, record_bytes: bytes, batch_ms: 100, payload: 'ticker',
});

const ticks = ['TICKER_SYMBOL string', 'SECTOR string', 'CHANGE double', 'PRICE double'].map((line) => line.split(' '));
const toParquet = {
  SchemaConfiguration: { RoleARN: role, DatabaseName: 'market', TableName: 'ticks', Region: 'us-east-1' },
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { CaseInsensitive: false } } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
};
const calling = (name) => ({
  Enabled: true,
  Processors: [{
    Type: 'Lambda',
    Parameters: [
      { ParameterName: 'LambdaArn', ParameterValue: `arn:aws:lambda:us-east-1:000000000000:function:${name}` },
      { ParameterName: 'BufferSizeInMBs', ParameterValue: '1' },
      { ParameterName: 'BufferIntervalInSeconds', ParameterValue: '60' },
      { ParameterName: 'NumberOfRetries', ParameterValue: '0' },
    ],
  }],
});

/** A scenario with buckets, functions and a table, and these delivery streams and producers. */
const lake = (delivery_streams, producers = [], streams = []) => ({
  version: 1, id: 'lake', title: 'A lake', streams, producers,
  deliveries: {
    buckets: ['lake'],
    functions: [{ name: 'parse', code: { blueprint: 'apache_log_to_json' } }],
    tables: [{ database: 'market', name: 'ticks', columns: ticks.map(([name, type]) => ({ name, type })) }],
    delivery_streams,
  },
});

/** The page with a scenario. */
async function firehose(scenario, { tab = 'delivery', ...options } = {}) {
  const page = await openTest(held, 'firehose/', { query: `&tab=${tab}`, ...options });
  await hook(page, 'whole');
  await hook(page, 'open', JSON.stringify(scenario));
  await page.getByTestId('firehose-status').waitFor();
  return page;
}

const says = (page, testid, what) => page.getByTestId(testid).filter({ hasText: what }).first().waitFor();
const text = (page, testid) => page.getByTestId(testid).innerText();
const number = async (page, testid) => Number((await text(page, testid)).replaceAll(',', ''));

/** Chooses a delivery stream. */
async function choose(page, name) {
  await page.getByTestId('firehose-picker').selectOption(name);
  await page.getByTestId('firehose-name').filter({ hasText: name }).waitFor();
}

/** Opens all folders that lead to the first object, and shows it. */
async function showFirstObject(page, within = '') {
  const objects = page.locator('[data-testid=firehose-object]').filter({ hasText: within });
  while (!(await objects.count())) {
    const shut = page.locator('.tree-folder[aria-expanded=false]').filter({ hasText: within }).first();
    if (await shut.count()) await shut.click();
    await page.waitForTimeout(100);
  }
  await objects.first().click();
}

test('20: a buffer closes by size, another by interval at 300 s, and the gauge has said so before', async () => {
  const destination = { BufferingHints: hints(5, 300), Prefix: 'a/' };
  const page = await firehose(lake([stream('a', destination), stream('b', { ...destination, Prefix: 'b/' })], [producer('a', 1536, 1024), producer('b', 2, 1024)]));
  await hook(page, 'advance', 2_000);
  assert.equal(await page.getByTestId('firehose-gauge').getAttribute('data-cause'), 'size');
  const told = /by size in (\d+\.\d) s/.exec(await text(page, 'firehose-gauge-label'));
  assert.ok(told && Math.abs(Number(told[1]) - 1.4) < 0.3, await text(page, 'firehose-gauge-label'));
  await hook(page, 'advance', 2_000);
  const bySize = page.locator('[data-testid=firehose-delivery][data-cause=size]');
  await bySize.waitFor();
  assert.match(await bySize.innerText(), /00:00:03\.[345]/);
  await choose(page, 'b');
  await until(page, () => document.querySelector('[data-testid=firehose-gauge]').dataset.cause === 'interval');
  await says(page, 'firehose-gauge-label', /by interval in 4 min 5\d s/);
  await hook(page, 'advance', 302_000);
  const byTime = page.locator('[data-testid=firehose-delivery][data-cause=interval]');
  await byTime.waitFor();
  const [, minutes, seconds] = /00:(\d\d):(\d\d\.\d)/.exec(await byTime.innerText());
  // The buffer opens with its first record, half a second into the scenario.
  assert.ok(Math.abs(Number(minutes) * 60 + Number(seconds) - 300.5) <= 1, await byTime.innerText());
  await close(page);
});

test('every record that was accepted is told of as delivered, waiting or gone', async () => {
  const page = await firehose(lake([stream('a', { BufferingHints: hints(1, 60) })], [producer('a', 1000, 500)]));
  await hook(page, 'advance', 5_000);
  const counts = {};
  for (const part of ['accepted', 'split', 'delivered', 'dropped', 'failed', 'lost', 'waiting']) counts[part] = await number(page, `firehose-count-${part}`);
  assert.ok(counts.accepted >= 4_900 && counts.delivered > 0 && counts.waiting > 0, JSON.stringify(counts));
  assert.equal(counts.accepted + counts.split, counts.delivered + counts.dropped + counts.failed + counts.lost + counts.waiting);
  await page.getByTestId('firehose-flush').click();
  await page.locator('[data-testid=firehose-delivery][data-cause=flush]').waitFor();
  assert.equal(await number(page, 'firehose-count-waiting'), 0);
  assert.deepEqual((await hook(page, 'inputs')).map(({ action }) => Object.keys(action)[0]), ['flush']);
  await close(page);
});

test('test data comes and goes with its button, by way of the stream where one is read', async () => {
  const ofStream = {
    DeliveryStreamName: 'tail', DeliveryStreamType: 'KinesisStreamAsSource',
    KinesisStreamSourceConfiguration: { KinesisStreamARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/orders', RoleARN: role },
    ExtendedS3DestinationConfiguration: s3({ BufferingHints: hints(1, 60) }),
  };
  const page = await firehose(lake([ofStream, stream('direct', {})], [], [{ name: 'orders', shards: 1 }]));
  for (const name of ['tail', 'direct']) {
    await choose(page, name);
    await page.getByTestId('firehose-demo').click();
    await says(page, 'firehose-demo', 'Stop');
    await hook(page, 'advance', 5_000);
    assert.ok((await number(page, 'firehose-count-accepted')) > 300, name);
    await page.getByTestId('firehose-demo').click();
    await says(page, 'firehose-demo', 'Send');
  }
  await close(page);
});

test('an object is found by its delivery, unpacked, and saved as it lies', async () => {
  const page = await firehose(lake([stream('a', { BufferingHints: hints(1, 60), CompressionFormat: 'GZIP' })], [producer('a', 50, 200)]));
  await hook(page, 'advance', 62_000);
  await page.getByTestId('firehose-delivery-object').click();
  await says(page, 'firehose-preview-kind', 'JSON lines');
  await page.getByText('unpacked from GZIP').waitFor();
  await says(page, 'firehose-preview-lines', 'TICKER_SYMBOL');
  const pressed = page.locator('[data-testid=firehose-object][aria-pressed=true]');
  await pressed.waitFor();
  assert.match(await pressed.innerText(), /gzip\s+3,000 records/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('firehose-download').click()]);
  assert.match(download.suggestedFilename(), /^a-1-.*\.gz$/);
  assert.deepEqual([...(await readFile(await download.path())).subarray(0, 2)], [0x1f, 0x8b]);
  await close(page);
});

for (const [format, serializer] of [['Parquet', 'ParquetSerDe'], ['ORC', 'OrcSerDe']]) {
  test(`21: the preview of ${format} lists columns with what they hold, and 100 rows`, async () => {
    const conversion = { ...toParquet, OutputFormatConfiguration: { Serializer: { [serializer]: {} } } };
    const page = await firehose(lake([stream('a', { BufferingHints: hints(64, 60), DataFormatConversionConfiguration: conversion })], [producer('a', 20, 100)]));
    await hook(page, 'advance', 62_000);
    await showFirstObject(page);
    await says(page, 'firehose-preview-kind', format);
    const columns = await page.getByTestId('firehose-preview-column').allInnerTexts();
    const cells = columns.map((line) => line.split('\t'));
    assert.deepEqual(cells.map(([name, type]) => [name, type]), ticks);
    // All twelve symbols of the test data, and none is missing anywhere.
    assert.deepEqual(cells[0].slice(2), ['DFG', 'WSB', '0', '12']);
    assert.match(await text(page, 'firehose-preview-told'), /1,200 rows, 1 (row group|stripe)/);
    assert.equal(await page.getByTestId('firehose-preview-row').count(), 100);
    await close(page);
  });
}

test('what a function cannot process goes below a prefix for errors, which is marked', async () => {
  const page = await firehose(lake([stream('a', { BufferingHints: hints(1, 60), ErrorOutputPrefix: 'err/', Prefix: 'ok/', ProcessingConfiguration: calling('parse') })], [producer('a', 5, 100)]));
  await hook(page, 'advance', 150_000);
  await page.getByTestId('firehose-folder-err').filter({ hasText: 'errors' }).waitFor();
  await page.getByTestId('firehose-tab-transform').click();
  await says(page, 'firehose-function-name', 'parse');
  assert.ok((await number(page, 'firehose-function-failed')) > 100);
  assert.equal(await number(page, 'firehose-function-ok'), 0);
  await close(page);
});

const answering = (what) => `export const handler = async ({ records }) => ({ records: records.map(({ recordId, data }) => (${what})) });`;

test('21: a function that returns Dropped takes records out, and one that throws sends them to the prefix for failed processing', async () => {
  const scenario = lake([stream('a', { BufferingHints: hints(1, 60), Prefix: 'ok/', ErrorOutputPrefix: 'err/!{firehose:error-output-type}/', ProcessingConfiguration: calling('change') })], [producer('a', 5, 100)]);
  const page = await firehose(scenario, { tab: 'transform' });
  const save = async (source) => {
    await page.getByTestId('firehose-source').fill(source);
    await page.getByTestId('firehose-source-save').click();
    await says(page, 'firehose-source-saved', 'Saved');
  };
  await page.getByTestId('firehose-source-name').fill('change');
  await save(answering("{ recordId, result: 'Dropped', data }"));
  await page.getByTestId('firehose-trial-run').click();
  await page.locator('[data-testid=firehose-trial-row][data-result=Dropped]').nth(1).waitFor();
  await hook(page, 'advance', 130_000);
  assert.ok((await number(page, 'firehose-function-dropped')) > 500);
  await page.getByTestId('firehose-tab-delivery').click();
  assert.equal(await number(page, 'firehose-count-delivered'), 0);
  assert.equal(await number(page, 'firehose-count-dropped'), (await number(page, 'firehose-count-accepted')) - (await number(page, 'firehose-count-waiting')));
  await page.getByTestId('firehose-tab-transform').click();
  await page.getByTestId('firehose-source-name').fill('change');
  await save("export const handler = async () => { throw new Error('not today'); };");
  await page.getByTestId('firehose-trial-run').click();
  await says(page, 'firehose-trial-error', 'not today');
  await hook(page, 'advance', 200_000);
  await page.getByTestId('firehose-tab-delivery').click();
  await page.getByTestId('firehose-folder-err').filter({ hasText: 'errors' }).waitFor();
  await showFirstObject(page, '');
  await says(page, 'firehose-preview-lines', 'Lambda.FunctionError');
  await close(page);
});

test('a function is tried with records, and each shows what became of it', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'transform' });
  await page.getByTestId('firehose-trial-function').selectOption('function parse');
  await page.getByTestId('firehose-trial-records').fill('127.0.0.1 - - [01/Jan/2026:00:00:01 +0000] "GET /index.html HTTP/1.1" 200 2326\nno line of a log');
  await page.getByTestId('firehose-trial-run').click();
  const rows = page.getByTestId('firehose-trial-row');
  await rows.nth(1).waitFor();
  assert.deepEqual(await rows.evaluateAll((rows) => rows.map((row) => row.dataset.result)), ['Ok', 'ProcessingFailed']);
  assert.match(await rows.first().locator('.trial-after').innerText(), /"host":"127\.0\.0\.1"/);
  assert.deepEqual(await hook(page, 'inputs'), []);
  await close(page);
});

test('a function of a blueprint is made and can be chosen', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'transform' });
  await page.getByTestId('firehose-function-blueprint').selectOption('general_processing');
  await page.getByTestId('firehose-function-new').fill('pass');
  await page.getByTestId('firehose-function-make').click();
  await says(page, 'firehose-functions', 'pass');
  await page.getByTestId('firehose-function-choose').click();
  await page.getByTestId('firehose-field-function').selectOption('pass');
  await page.getByTestId('firehose-update-run').click();
  await says(page, 'firehose-version', 'version 2');
  await says(page, 'firehose-way', 'function pass');
  await close(page);
});

test('the form makes a delivery stream; what is missing is made, and what is wrong the service says', async () => {
  const page = await openTest(held, 'firehose/');
  await hook(page, 'whole');
  await page.getByTestId('firehose-empty').waitFor();
  await page.getByTestId('firehose-field-name').fill('clicks-to-s3');
  await page.getByTestId('firehose-field-source').selectOption('clicks');
  await page.getByTestId('firehose-field-bucket').fill('lake');
  await page.getByTestId('firehose-make-bucket').click();
  await page.getByTestId('firehose-make-bucket').waitFor({ state: 'hidden' });
  await page.getByTestId('firehose-field-size').fill('500');
  await page.getByTestId('firehose-field-interval').fill('60');
  await page.getByTestId('firehose-create-run').click();
  await says(page, 'firehose-create-run-refused', /ValidationException.*less than or equal to 128/);
  await page.getByTestId('firehose-field-size').fill('1');
  const cli = page.getByTestId('firehose-create').locator('details.as-code');
  await cli.locator('summary').click();
  assert.match(await cli.locator('pre').first().innerText(), /^aws firehose create-delivery-stream/);
  await page.getByTestId('firehose-create-run').click();
  await says(page, 'firehose-name', 'clicks-to-s3');
  await hook(page, 'advance', 20_000);
  await says(page, 'firehose-status', 'ACTIVE');
  await says(page, 'firehose-way', 'stream clicks');
  assert.deepEqual((await hook(page, 'inputs')).map(({ action }) => action.call?.operation ?? Object.keys(action)[0]), ['bucket', 'CreateDeliveryStream', 'CreateDeliveryStream']);
  await close(page);
});

test('prefixes are evaluated while one types, with the words of the service where they are wrong', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'configure' });
  await says(page, 'firehose-place-data', '2026/01/01/00/');
  await page.getByTestId('firehose-field-prefix').fill('logs/!{timestamp:yyyy-MM}/');
  await says(page, 'firehose-place-refused', "ErrorOutputPrefix can't be null when Prefix contains expressions");
  await page.getByTestId('firehose-field-errors').fill('err/!{firehose:error-output-type}/');
  await says(page, 'firehose-place-data', 'logs/2026-01/');
  await says(page, 'firehose-place-errors', 'err/processing-failed/');
  await page.getByTestId('firehose-update-run').click();
  await says(page, 'firehose-version', 'version 2');
  await close(page);
});

const destinations = {
  Redshift: { fields: { redshift_table: 'ticks', copy_options: "json 'auto'" }, receiver: 'redshift', shown: 'firehose-table-row' },
  Amazonopensearchservice: { fields: {}, receiver: 'opensearch', shown: 'firehose-document' },
  Splunk: { fields: {}, receiver: 'splunk', shown: 'firehose-request' },
  HttpEndpoint: { fields: {}, receiver: 'http_endpoint', shown: 'firehose-request' },
  Iceberg: { fields: { iceberg_database: 'market', iceberg_table: 'ticks' }, receiver: 'iceberg', shown: 'firehose-document' },
  Snowflake: { fields: { snowflake_table: 'TICKS', private_key: 'A'.repeat(256) }, receiver: 'snowflake', shown: 'firehose-document' },
};
for (const [kind, { fields, receiver, shown }] of Object.entries(destinations)) {
  test(`a delivery stream to ${receiver} is made by the form, and what it delivers is there to be seen`, async () => {
    const page = await firehose(lake([stream('other', {})]));
    await page.getByTestId('firehose-new').click();
    const form = page.getByTestId('firehose-create');
    const field = (name) => form.getByTestId(`firehose-field-${name}`);
    await field('name').fill('new');
    await field('kind').selectOption(kind);
    for (const [name, value] of Object.entries({ ...fields, bucket: 'lake', size: '1', interval: '60' })) await field(name).fill(value);
    await page.getByTestId('firehose-create-run').click();
    await says(page, 'firehose-name', 'new');
    await hook(page, 'advance', 20_000);
    await page.getByTestId('firehose-demo').click();
    await hook(page, 'advance', 90_000);
    const card = page.getByTestId(`firehose-receiver-${receiver}`);
    await card.getByTestId(shown).first().waitFor();
    if (kind === 'Redshift') {
      await card.getByTestId('firehose-manifest').first().click();
      await says(page, 'firehose-preview-lines', 'entries');
    }
    await close(page);
  });
}

test('a destination that is down keeps deliveries under way, with their tries and why', async () => {
  const page = await firehose(lake([stream('a', { BufferingHints: hints(1, 60) })], [producer('a', 5, 100)]));
  await page.getByTestId('firehose-faults').locator('summary').click();
  await page.getByTestId('firehose-fault-length').selectOption('600000');
  await page.getByTestId('firehose-fault-begin').click();
  await says(page, 'firehose-faults-going', 'S3 is down');
  await page.getByTestId('firehose-faults').locator('summary').click();
  await hook(page, 'advance', 100_000);
  const row = page.getByTestId('firehose-under-way-row').first();
  await row.waitFor();
  await row.filter({ hasText: /next try in .*InternalError/s }).waitFor();
  await hook(page, 'advance', 900_000);
  await page.locator('[data-testid=firehose-delivery][data-lane=data]').first().waitFor();
  await close(page);
});

test('what is left of a deleted delivery stream is nothing, and undo brings it back', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'configure' });
  await page.getByTestId('firehose-delete-name').fill('a');
  await page.getByTestId('firehose-delete').click();
  await says(page, 'firehose-status', 'DELETING');
  await hook(page, 'advance', 20_000);
  await page.getByTestId('firehose-empty').waitFor();
  await page.getByTestId('session').click();
  await page.getByTestId('session-undo').click();
  await page.getByTestId('firehose-name').filter({ hasText: 'a' }).waitFor();
  await close(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`34: no part of the page has a serious finding of axe in the ${colorScheme} theme`, async () => {
    const scenario = lake([stream('a', { BufferingHints: hints(1, 60), ProcessingConfiguration: calling('parse') })], [producer('a', 50, 200)]);
    for (const tab of ['delivery', 'transform', 'configure']) {
      const page = await firehose(scenario, { tab, colorScheme, bypassCSP: true });
      await hook(page, 'advance', 150_000);
      if (tab === 'delivery') await showFirstObject(page);
      if (tab === 'transform') await page.getByTestId('firehose-trial-run').click();
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`), [], tab);
      await close(page);
    }
  });
}

test('36: at 320 px no part of the page scrolls sideways', async () => {
  const scenario = lake([stream('a-delivery-stream-with-a-long-name', { BufferingHints: hints(1, 60) })], [{ ...producer('a', 50, 200), stream: 'a-delivery-stream-with-a-long-name' }]);
  for (const tab of ['delivery', 'transform', 'configure']) {
    const page = await firehose(scenario, { tab, width: 320, height: 640 });
    await hook(page, 'advance', 65_000);
    if (tab === 'delivery') await showFirstObject(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, tab);
    await close(page);
  }
});
