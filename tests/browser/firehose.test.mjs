// The page of delivery streams: what fills buffers and what closes them, what was delivered and where that lies, and functions.
// What it does are actions and calls of the session.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, close, hook, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';
import { calling, choose, hints, lake, number, opener, producer, role, s3, says, showFirstObject, stream, text, ticks, toParquet } from './support/lake.mjs';

const held = fixture();
const firehose = opener(held);

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

test('the browser of objects opens at the bucket and the prefix of the delivery stream that is chosen', async () => {
  const parted = (prefix) => ({ Prefix: `${prefix}!{timestamp:yyyy}/`, ErrorOutputPrefix: 'err/!{firehose:error-output-type}/', BufferingHints: hints(1, 60) });
  const scenario = lake(
    [stream('a', parted('all/a/')), stream('b', parted('all/b/')), stream('c', { ...parted('c/'), BucketARN: 'arn:aws:s3:::other' })],
    ['a', 'b', 'c'].map((name) => producer(name, 5, 100)),
  );
  scenario.deliveries.buckets.push('other');
  const page = await firehose(scenario);
  await hook(page, 'advance', 65_000);
  const object = page.getByTestId('firehose-object');
  const isOpen = (folder) => page.getByTestId(`firehose-folder-${folder}`).getAttribute('aria-expanded');
  for (const [name, bucket, folder] of [['a', 'lake', 'all/a'], ['c', 'other', 'c'], ['b', 'lake', 'all/b'], ['a', 'lake', 'all/a']]) {
    await page.getByTestId('firehose-picker').selectOption(name);
    await object.filter({ hasText: `${name}-1-2026` }).waitFor();
    assert.equal(await page.getByTestId('firehose-bucket').inputValue(), bucket);
    assert.equal(await object.count(), 1, 'no other delivery stream is open');
    assert.equal(await isOpen(folder), 'true');
    await says(page, `firehose-folder-${folder}`, 'this stream');
    await says(page, 'firehose-objects-below', `${bucket}/${folder}/`);
  }
  // An object of another bucket is left behind with its delivery stream.
  await page.getByTestId('firehose-bucket').selectOption('other');
  await object.filter({ hasText: 'c-1-2026' }).or(page.getByTestId('firehose-folder-c')).first().waitFor();
  await says(page, 'firehose-objects-below', 'which is another bucket');
  await choose(page, 'b');
  await object.filter({ hasText: 'b-1-2026' }).waitFor();
  await close(page);
});

test('the preview of a file with columns has the width of the page, and on a phone scrolls within itself', async () => {
  const scenario = lake([stream('a', { BufferingHints: hints(64, 60), DataFormatConversionConfiguration: toParquet })], [producer('a', 20, 100)]);
  for (const [width, height] of [[1440, 900], [360, 740]]) {
    const page = await firehose(scenario, { width, height });
    await hook(page, 'advance', 62_000);
    await showFirstObject(page);
    await says(page, 'firehose-preview-kind', 'Parquet');
    assert.equal(await page.getByTestId('firehose-preview-group').count(), 1);
    const { preview, panel, rows, sideways } = await page.evaluate(() => {
      const of = (selector) => document.querySelector(selector);
      const rows = of('.preview-rows');
      return {
        preview: of('[data-testid=firehose-preview]').clientWidth,
        panel: of('#firehose-panel').clientWidth,
        rows: rows.scrollWidth - rows.clientWidth,
        sideways: document.documentElement.scrollWidth - innerWidth,
      };
    });
    assert.ok(panel - preview <= 4, `${preview} of ${panel}`);
    assert.ok(sideways <= 0, `${sideways}`);
    assert.equal(rows > 0, width < 768, `${rows} px of the rows are hidden`);
    await page.getByTestId('firehose-preview-close').click();
    await page.getByTestId('firehose-preview').waitFor({ state: 'detached' });
    await until(page, () => document.activeElement?.dataset.testid === 'firehose-object');
    await close(page);
  }
});

test('on a phone the gauge comes first, then objects and their preview, then what was delivered', async () => {
  const page = await firehose(lake([stream('a', { BufferingHints: hints(1, 60) })], [producer('a', 5, 100)]), { width: 360, height: 740 });
  await hook(page, 'advance', 65_000);
  await showFirstObject(page);
  await page.getByTestId('firehose-preview-kind').waitFor();
  const tops = [];
  for (const id of ['firehose-status', 'firehose-gauge', 'firehose-counts', 'firehose-objects', 'firehose-preview', 'firehose-history']) tops.push((await page.getByTestId(id).boundingBox()).y);
  assert.deepEqual(tops, tops.toSorted((a, b) => a - b));
  assert.deepEqual(await page.locator('.firehose [role=tab]').allInnerTexts(), ['Delivery', 'Transform', 'Configure']);
  await close(page);
});

test('the sample is such as the function takes, until somebody writes another', async () => {
  const page = await firehose(lake([stream('a', { ProcessingConfiguration: calling('parse') })]), { tab: 'transform' });
  const [chosen, records] = ['firehose-trial-function', 'firehose-trial-records'].map((id) => page.getByTestId(id));
  const follows = (pattern) => until(page, (source) => new RegExp(source).test(document.getElementById('firehose-trial-records').value), pattern.source);
  await follows(/GET \/index.html HTTP/);
  assert.equal(await chosen.inputValue(), 'function parse', 'it is the function of the delivery stream');
  const results = async () => {
    await page.getByTestId('firehose-trial-run').click();
    const rows = page.getByTestId('firehose-trial-row');
    await rows.first().waitFor();
    return rows.evaluateAll((rows) => rows.map((row) => row.dataset.result));
  };
  assert.deepEqual(await results(), ['Ok', 'Ok', 'ProcessingFailed']);
  const cases = {
    'blueprint syslog_to_csv': [/sshd\[230\]: Failed/, ['Ok', 'Ok', 'ProcessingFailed']],
    'blueprint general_processing': [/"TICKER_SYMBOL"/, ['Ok', 'Ok']],
    'blueprint cloudwatch_logs_processor': [/^base64:/, ['Ok', 'Dropped']],
    'blueprint kds_aggregated': [/^base64:84ma/, ['Ok', 'Ok']],
  };
  for (const [name, [pattern, expected]] of Object.entries(cases)) {
    await chosen.selectOption(name);
    await follows(pattern);
    await page.getByTestId('firehose-trial-row').first().waitFor({ state: 'detached' });
    assert.deepEqual(await results(), expected, name);
  }
  const opened = page.getByTestId('firehose-trial-row').first().locator('.trial-after');
  assert.match(await opened.innerText(), /\{"order":1,"total":12.5\}\n\{"order":2,"total":99.9\}/);
  await records.fill('mine');
  await chosen.selectOption('function parse');
  await page.getByTestId('firehose-trial-sample').waitFor();
  assert.equal(await records.inputValue(), 'mine');
  await page.getByTestId('firehose-trial-sample').click();
  await follows(/GET \/index.html HTTP/);
  await close(page);
});

test('what a function has changed is marked in both texts', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'transform' });
  await page.getByTestId('firehose-source').fill(`export const handler = async ({ records }) => ({
    records: records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data: btoa(atob(data).replace('12.3', '99')) })),
  });`);
  await page.getByTestId('firehose-trial-records').fill('{"PRICE":12.3,"SECTOR":"ENERGY"}');
  await page.getByTestId('firehose-trial-run').click();
  const row = page.getByTestId('firehose-trial-row');
  await row.waitFor();
  assert.deepEqual(await row.locator('del').allInnerTexts(), ['12.3']);
  assert.deepEqual(await row.locator('ins').allInnerTexts(), ['99']);
  await close(page);
});

test('the blueprint KDS aggregated makes a function that opens aggregated records', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'transform' });
  await page.getByTestId('firehose-function-blueprint').selectOption({ label: 'KDS aggregated: opens what the Kinesis Producer Library has put into one record' });
  await page.getByTestId('firehose-function-new').fill('open');
  await page.getByTestId('firehose-function-make').click();
  await says(page, 'firehose-functions', /open KDS aggregated/);
  await close(page);
});

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

test('names of 64 letters and long keys stay within the page, and primary buttons have the accent', async () => {
  const name = `a-${'very-long-name-'.repeat(5)}`.slice(0, 64);
  const long = { BufferingHints: hints(1, 60), Prefix: `${'a-folder-with-a-long-name-'.repeat(6)}/` };
  const scenario = lake([stream(name, long), stream('b', {})], [{ ...producer(name, 50, 200), stream: name }]);
  for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
    for (const tab of ['delivery', 'transform', 'configure']) {
      const page = await firehose(scenario, { tab, width, height });
      await hook(page, 'advance', 65_000);
      if (tab === 'delivery') await showFirstObject(page);
      const { outside, primary, accent } = await page.evaluate(() => {
        const main = document.getElementById('main').getBoundingClientRect();
        const within = (element) => element.closest('.firehose-scroll, pre, textarea, dialog, .visually-hidden, select') !== null;
        const all = [...document.querySelectorAll('.firehose *')].filter((element) => !within(element) && element.checkVisibility());
        const button = document.querySelector('.firehose .button.primary, .firehose button[type=submit]');
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.background = 'var(--accent)';
        return {
          outside: all.filter((element) => main.right + 0.5 < element.getBoundingClientRect().right).map((element) => element.outerHTML.slice(0, 120)),
          primary: button && getComputedStyle(button).backgroundColor,
          accent: getComputedStyle(probe).backgroundColor,
        };
      });
      assert.deepEqual(outside, [], `${tab} at ${width}`);
      if (tab !== 'delivery') assert.equal(primary, accent, tab);
      await close(page);
    }
  }
});

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
