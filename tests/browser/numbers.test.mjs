// Metrics, the log of calls, costs and limits: what these pages show is what the engine says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, close, hook, openTest } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();
const routes = ['metrics/', 'trail/', 'cost/', 'limits/'];
const number = (text) => Number(text.replace(/[^0-9.]/g, ''));

/** Opens a page and lets the whole engine come, and some time pass. */
async function openAt(path, ms, options) {
  const page = await openTest(held, path, options);
  await hook(page, 'whole');
  if (ms) await hook(page, 'advance', ms);
  return page;
}

test('26: metrics have the names of CloudWatch, and each chart has a name and a table with its values', async () => {
  const page = await openAt('metrics/', 300_000);
  const charts = page.locator('figure.chart');
  await page.getByTestId('chart-IncomingRecords').waitFor();
  const names = await charts.evaluateAll((all) => all.map((chart) => chart.getAttribute('aria-label')));
  assert.ok(names.includes('WriteProvisionedThroughputExceeded') && names.includes('GetRecords.IteratorAgeMilliseconds'), names.join());
  await page.getByTestId('metrics-all').check();
  await page.getByTestId('chart-PutRecords.ThrottledRecords').waitFor();
  // Each full minute of hot-key offers 120,000 records, of which what three shards and a full one take comes in.
  const refused = page.getByTestId('chart-WriteProvisionedThroughputExceeded');
  const incoming = page.getByTestId('chart-IncomingRecords');
  for (const chart of [refused, incoming]) await chart.locator('summary').click();
  const rows = (chart) => chart.locator('tbody tr').evaluateAll((all) => all.map((row) => row.lastElementChild.textContent));
  const [minutes, throttled] = [(await rows(incoming)).map(number), (await rows(refused)).map(number)];
  assert.ok(minutes.length >= 5);
  // The first minute and the one that runs are not whole.
  for (const at of [1, 2, 3]) assert.equal(minutes[at] + throttled[at], 120_000, `minute ${at}`);
  assert.match(await page.getByTestId('chart-IncomingRecords-told').innerText(), /Line: limit of 4 open shards: 240k\./);
  await close(page);
});

test('a crosshair is shared, a stretch can be typed, and the values are handed out', async () => {
  const page = await openAt('metrics/', 600_000);
  await page.getByTestId('chart-IncomingRecords-area').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  for (const name of ['IncomingRecords', 'IncomingBytes']) {
    assert.match(await page.getByTestId(`chart-${name}-strip`).innerText(), /^00:09:00\s/);
  }
  await page.getByTestId('metrics-from').fill('2');
  await page.getByTestId('metrics-from').press('Enter');
  await page.getByTestId('metrics-to').fill('5');
  await page.getByTestId('metrics-to').press('Enter');
  const chart = page.getByTestId('chart-IncomingRecords');
  await chart.locator('summary').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=chart-IncomingRecords] tbody tr').length === 3);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('metrics-csv-IncomingRecords').click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  assert.equal(lines[0], 'Timestamp,SecondsAfterStart,IncomingRecords Sum');
  assert.deepEqual(lines.slice(1).map((line) => line.split(',')[1]), ['120', '180', '240']);
  await close(page);
});

test('a chart says its unit and its values, keeps the running minute apart, and begins with what is in alarm', async () => {
  const page = await openAt('metrics/', 645_000);
  const incoming = page.getByTestId('chart-IncomingRecords');
  await incoming.waitFor();
  const card = page.locator('section.metric').filter({ has: incoming });
  assert.match(await card.locator('h2').innerText(), /^IncomingRecords\s+records per minute$/);
  await page.getByTestId('chart-IncomingRecords-strip').filter({ hasText: 'minute 10, 45 s' }).waitFor();
  assert.match(await page.getByTestId('chart-IncomingRecords-strip').innerText(), /^8\d,\d{3} last\s+8\d,\d{3} to 8\d,\d{3}\s+6\d,\d{3} in minute 10, 45 s so far$/);
  // Ten minutes are joined; the one that runs is a ring beside them.
  assert.equal((await incoming.locator('.chart-line').getAttribute('d')).match(/[ML]/g).length, 10);
  assert.match(await incoming.locator('.chart-open').getAttribute('d'), /^M[\d.]+ [\d.]+h0$/);
  assert.match(await page.locator('section.metric').filter({ has: page.getByTestId('chart-IncomingBytes') }).locator('h2').innerText(), /MB per minute$/);
  assert.match(await page.getByTestId('chart-GetRecords.IteratorAgeMilliseconds-told').innerText(), /Line: retention: 24 h\./);
  await page.waitForFunction(() => document.querySelector('section.metric').getAttribute('aria-label') === 'WriteProvisionedThroughputExceeded');
  const busy = card.getByTestId('metrics-busy-shard');
  assert.match(await busy.innerText(), /Shard 3 is at 1\d\d % of its limit now\./);
  await busy.getByRole('link', { name: 'Show by shard' }).click();
  await page.locator('#streams-tab-shards[aria-selected=true]').waitFor();
  await close(page);
});

test('on a phone the charts begin on the first screen, and the range is behind a button', async () => {
  const page = await openAt('metrics/', 300_000, { width: 360, height: 740 });
  await page.getByTestId('chart-IncomingRecords').waitFor();
  assert.ok((await page.locator('section.metric').first().boundingBox()).y < 500);
  assert.equal(await page.getByTestId('metrics-from').isVisible(), false);
  await page.getByTestId('metrics-range').click();
  await page.getByTestId('metrics-from').fill('2');
  await page.getByTestId('metrics-from').press('Enter');
  await page.getByTestId('metrics-range').filter({ hasText: 'From minute 2' }).waitFor();
  await close(page);
});

test('nothing that is written in a chart is cut off, or lies over its line', async () => {
  for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
    const page = await openAt('metrics/', 600_000, { width, height });
    await page.getByTestId('chart-IncomingBytes').waitFor();
    const wrong = await page.locator('figure.chart').evaluateAll((charts) => charts.flatMap((chart) => {
      const box = (element) => element.getBoundingClientRect();
      const area = box(chart.querySelector('.chart-area'));
      const cut = [...chart.querySelectorAll('.chart-x span')].filter((label) => box(label).right > area.right + 0.5 || box(label).left < area.left - 0.5);
      const line = chart.querySelector('path.chart-line');
      const points = [...line.getAttribute('d').matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [area.left + x / 1_000 * area.width, area.top + y / 1_000 * area.height]);
      const names = [...chart.querySelectorAll('.chart-bound, .chart-beyond li')].map(box);
      const over = points.filter(([x, y]) => names.some((name) => name.left < x && x < name.right && name.top + 1 < y && y < name.bottom - 1));
      return [...cut.map((label) => `${chart.getAttribute('aria-label')}: ${label.textContent} is cut off`), ...over.map(() => `${chart.getAttribute('aria-label')}: a name over the line`)];
    }));
    assert.deepEqual(wrong, [], `${width} px`);
    await close(page);
  }
});

test('an alarm is told from the values that are kept, drawn in, and led to', async () => {
  const page = await openAt('metrics/', 300_000);
  const history = page.getByTestId('alarm-history');
  await history.getByText('ALARM').first().waitFor();
  // Records are refused in every minute, so the first one that is over raises it.
  assert.match(await history.locator('tbody tr').first().innerText(), /00:01:00[^]*ALARM[^]*1 of the last 1 period/);
  const told = page.getByTestId('chart-WriteProvisionedThroughputExceeded-told');
  assert.match(await told.innerText(), /In alarm: 00:01:00 to 00:05:00\. Line: alarm if > 0\./);
  await page.getByTestId('alarm-threshold').fill('1000000');
  await page.getByTestId('alarm-threshold').press('Enter');
  await page.waitForFunction(() => !document.querySelector('[data-testid=alarm-history]').textContent.includes('ALARM'));
  assert.match(await history.locator('tbody tr').first().innerText(), /OK[^]*0 of the last 1 period/);
  await history.getByTestId('alarm-seek').first().click();
  await page.waitForFunction(() => window.kinetoscope.now() === 60_000);
  await close(page);
});

test('26: delivery streams have the metrics of AWS/Firehose, with units, limits and an alarm over what is late', async () => {
  const page = await openAt('metrics/', 130_000, { fragment: '#p=firehose-lake' });
  const dimensions = page.getByTestId('metrics-of');
  await dimensions.locator('optgroup[label="AWS/Firehose"]').waitFor({ state: 'attached' });
  const names = () => page.locator('figure.chart').evaluateAll((all) => all.map((chart) => chart.getAttribute('aria-label')));
  assert.ok((await names()).includes('WriteProvisionedThroughputExceeded'), 'the stream is shown at first');
  await dimensions.selectOption({ label: 'DeliveryStreamName = clicks-to-lake' });
  const records = page.getByTestId('chart-DeliveryToS3.Records');
  await records.waitFor();
  const shown = await names();
  for (const name of ['DataReadFromKinesisStream.Records', 'ExecuteProcessing.Success', 'DeliveryToS3.Bytes', 'DeliveryToS3.DataFreshness', 'DeliveryToS3.Success']) {
    assert.ok(shown.includes(name), `${name} of ${shown}`);
  }
  assert.ok(!shown.includes('GetRecords.Bytes'), `${shown}`);
  const card = (name) => page.locator('section.metric').filter({ has: page.getByTestId(`chart-${name}`) });
  assert.match(await card('DeliveryToS3.Records').locator('h2').innerText(), /^DeliveryToS3\.Records\s+records per minute$/);
  assert.match(await card('DeliveryToS3.DataFreshness').locator('h2').innerText(), /s, highest$/);
  assert.match(await card('DeliveryToS3.Success').locator('h2').innerText(), /% of tries$/);
  await records.locator('summary').click();
  const [, second] = await records.locator('tbody tr').evaluateAll((all) => all.map((row) => row.lastElementChild.textContent));
  // 384 records a second come out of the stream, in objects of 5 MiB.
  assert.ok(Math.abs(number(second) - 384 * 60) < 3_000, second);
  await page.waitForFunction(() => document.querySelector('[data-testid=alarm-metric]').value === 'DeliveryToS3.DataFreshness');
  assert.equal(await page.getByTestId('alarm-threshold').inputValue(), '900');
  // Who puts into a delivery stream is held against its limit.
  await dimensions.selectOption({ label: 'DeliveryStreamName = sensors-by-room' });
  const told = page.getByTestId('chart-IncomingRecords-told');
  await told.filter({ hasText: 'limit of the delivery stream: 30M' }).waitFor();
  assert.match(await card('IncomingRecords').innerText(), /by PutRecord and PutRecordBatch together/);
  await page.getByTestId('metrics-all').check();
  await page.getByTestId('chart-PutRecordBatch.Records').waitFor();
  await close(page);
});

test('the log has a row a call, groups refusals, filters, explains, and hands itself out', async () => {
  const page = await openAt('trail/', 5_000);
  const row = page.locator('[data-testid^=trail-row-]');
  await row.first().waitFor();
  await page.getByTestId('trail-operation').selectOption('PutRecords');
  await page.getByTestId('trail-text').fill('throughput');
  const counted = async () => (await page.getByTestId('trail-count').innerText()).match(/in ([\d,]+) row/)[1];
  const grouped = number(await counted());
  await page.getByTestId('trail-group').uncheck();
  await page.waitForFunction((before) => Number(document.querySelector('[data-testid=trail-count]').textContent.match(/in ([\d,]+) row/)[1].replace(',', '')) > before, grouped);
  await page.getByTestId('trail-group').check();
  await row.first().click();
  const detail = page.getByTestId('trail-detail');
  assert.match(await detail.innerText(), /ProvisionedThroughputExceededException/);
  assert.match(await detail.innerText(), /"eventName": "PutRecords"/);
  const at = await hook(page, 'now');
  await page.getByTestId('trail-why').click();
  await page.waitForFunction((at) => window.kinetoscope.now() <= at, at);
  await page.getByTestId('explain-note').first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('trail-save').click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').map(JSON.parse);
  assert.ok(lines.length > 40 && lines.every((line) => line.eventSource === 'kinesis.amazonaws.com'));
  await close(page);
});

test('a call that is opened leaves the list, its filters and the page where they are', async () => {
  for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
    const page = await openAt('trail/', 5_000, { width, height });
    await page.locator('[data-testid^=trail-row-]').first().waitFor();
    await page.getByTestId('trail-operation').selectOption('PutRecords');
    const place = () => page.evaluate(() => [document.querySelector('h1'), document.querySelector('.call-head')].map((element) => element.getBoundingClientRect().top));
    const row = page.locator('.rows .call').filter({ hasText: 'partly refused: rate' }).first();
    await row.locator('button').scrollIntoViewIfNeeded();
    const before = await place();
    await row.locator('button').click();
    await page.getByTestId('trail-detail').waitFor();
    assert.deepEqual(await place(), before, `${width} px`);
    const [box, detail] = [await row.boundingBox(), await page.getByTestId('trail-detail').boundingBox()];
    assert.ok(detail.y < height - 120, `${width} px: the call is in sight`);
    if (768 <= width) assert.ok(detail.x > box.x + 100 || box.y + box.height <= detail.y, `${width} px: ${JSON.stringify([box, detail])}`);
    await close(page);
  }
});

test('the log has the calls of the course that one is on, and no others', async () => {
  const page = await openAt('trail/', 5_000, { acceptDownloads: true });
  await hook(page, 'seek', 2_000);
  await hook(page, 'act', { producer: { name: 'web', records_per_second: 20 } });
  await hook(page, 'advance', 3_000);
  const listed = async () => {
    // As many as there are now, which come a moment after the picture.
    await page.waitForTimeout(700);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('trail-save').click()]);
    return readFile(await download.path(), 'utf8');
  };
  const anew = async () => {
    await page.getByTestId('nav-about').click();
    await page.getByTestId('about-hash').waitFor();
    await page.goBack();
    await page.locator('[data-testid^=trail-row-]').first().waitFor();
    return listed();
  };
  const slow = await listed();
  assert.equal(slow, await anew());
  await page.keyboard.press('Control+z');
  await page.getByText('Taken back.').waitFor();
  const fast = await listed();
  assert.notEqual(fast, slow);
  assert.equal(fast, await anew());
  await hook(page, 'open', '{"version":1,"id":"empty","title":"Nothing yet"}');
  await page.getByTestId('trail-empty').filter({ hasText: 'No call yet' }).waitFor();
  await close(page);
});

test('CloudTrail shows the calls that manage streams and none that move records', async () => {
  const page = await openAt('trail/', 2_000);
  const input = { StreamName: 'clicks', RetentionPeriodHours: 48 };
  await hook(page, 'act', { call: { operation: 'IncreaseStreamRetentionPeriod', input } });
  await hook(page, 'advance', 2_000);
  await page.getByTestId('trail-tab-cloudtrail').click();
  const open = page.locator('[data-testid^=trail-row-]');
  await page.getByRole('cell', { name: 'IncreaseStreamRetentionPeriod' }).waitFor();
  await open.first().click();
  const record = JSON.parse(await page.getByTestId('trail-detail').locator('pre').innerText());
  assert.equal(record.eventName, 'IncreaseStreamRetentionPeriod');
  assert.equal(record.eventCategory, 'Management');
  assert.equal(await page.getByRole('cell', { name: 'PutRecords' }).count(), 0);
  await close(page);
});

test('27: a month costs what its formulas come to, and another price changes it', async () => {
  const page = await openAt('cost/', 60_000);
  const lines = page.locator('[data-testid^=cost-line-]');
  await lines.first().waitFor();
  const read = () => lines.evaluateAll((rows) => rows.map((row) => {
    const [quantity, price, cost] = [...row.querySelectorAll('td.num')];
    const [, amount, per] = price.textContent.match(/^([\d.]+) USD per ([\d,]+)?/);
    return { quantity: Number(quantity.title), price: Number(amount), per: Number((per ?? '1').replace(/,/g, '')), cost: Number(cost.textContent.replace(/[^\d.]/g, '')) };
  }));
  const found = await read();
  assert.ok(found.length >= 2);
  for (const { quantity, price, per, cost } of found) assert.ok(Math.abs(quantity * price / per - cost) < 0.005, JSON.stringify({ quantity, price, per, cost }));
  const total = () => page.getByTestId('cost-total').innerText().then(number);
  const sum = found.reduce((sum, { quantity, price, per }) => sum + quantity * price / per, 0);
  assert.ok(Math.abs(await total() - sum) < 0.01);
  // Four shards for 730 hours.
  assert.equal(found[0].quantity, 2_920);
  assert.equal(await page.getByTestId('cost-changed').isVisible(), false);
  const before = await total();
  await page.getByTestId('cost-prices-open').click();
  await page.getByTestId('cost-price-ShardHours').fill('0.03');
  await page.getByTestId('cost-price-ShardHours').press('Enter');
  await page.waitForFunction((before) => !document.querySelector('[data-testid=cost-total]').textContent.startsWith(before.toFixed(2)), before);
  assert.ok(Math.abs(await total() - before - 2_920 * 0.015) < 0.01);
  await page.getByTestId('cost-price-ShardHours').fill('dear');
  await page.getByTestId('cost-price-ShardHours').press('Enter');
  await page.getByText(/is no decimal/).waitFor();
  await close(page);
});

test('what was done to the streams is told in money', async () => {
  const page = await openAt('cost/', 10_000);
  const input = { StreamName: 'clicks', ShardToSplit: 'shardId-000000000003', NewStartingHashKey: String(7n * 2n ** 125n) };
  await hook(page, 'act', { call: { operation: 'SplitShard', input } });
  await hook(page, 'advance', 120_000);
  // 730 hours of four shards, and of five.
  await page.getByTestId('cost-changed').filter({ hasText: '43.80 USD as opened; 54.75 USD now' }).waitFor();
  await page.getByTestId('cost-length-day').check();
  await page.getByTestId('cost-changed').filter({ hasText: '1.44 USD as opened; 1.80 USD now' }).waitFor();
  await close(page);
});

test('a load is sized, and the run that it links to refuses nothing', async () => {
  const page = await openAt('cost/', 0);
  await page.getByTestId('cost-size-rate').fill('2000');
  await page.getByTestId('cost-size-rate').press('Enter');
  await page.getByTestId('cost-size-bytes').fill('300');
  await page.getByTestId('cost-size-bytes').press('Enter');
  await page.getByTestId('cost-shards').filter({ hasText: '5 shards' }).waitFor();
  await page.getByTestId('cost-prove').click();
  await page.waitForURL(/\/sim\/\?.*#p=hot-key&stream\.1\.shards=5/);
  await page.waitForSelector('html[data-ready=true]', { state: 'attached' });
  await hook(page, 'advance', 30_000);
  const { counts, records_per_second: rate } = (await hook(page, 'snapshot')).view.producers[0];
  assert.equal(rate, 4_000);
  assert.ok(counts.sent > 100_000);
  assert.equal(counts.refused, 0);
  await close(page);
});

test('an empty page says what to do, and does it', async () => {
  const page = await openAt('metrics/', 0);
  await page.getByTestId('metrics-empty').getByText('No metric yet').waitFor();
  await page.getByTestId('metrics-start').click();
  await hook(page, 'advance', 61_000);
  await page.getByTestId('chart-IncomingRecords').waitFor();
  assert.equal(await page.getByTestId('metrics-empty').count(), 0);
  await close(page);
});

test('limits and errors are found, with what older notes may say', async () => {
  const page = await openAt('limits/', 0);
  await page.getByTestId('limits-table').getByText('1,000', { exact: true }).first().waitFor();
  assert.match(await page.getByTestId('limits-changes').innerText(), /168 hours \(7 days\)[^]*8,760 hours \(365 days\)/);
  await page.getByTestId('limits-search').fill('iterator expired');
  await page.getByTestId('limits-count').filter({ hasText: '1 error type' }).waitFor();
  await page.getByTestId('limits-error-ExpiredIteratorException').locator('summary').click();
  assert.equal(await page.getByTestId('limits-table').isVisible(), true);
  await page.getByText(/further in the future than the tolerated delay of 300000 milliseconds/).waitFor();
  // Other forms of words, in any order; what other pages have on them stands beside.
  await page.getByTestId('limits-search').fill('limit shard write');
  await page.getByTestId('limits-table').locator('tbody tr').first().filter({ hasText: 'Records written' }).waitFor();
  await page.getByTestId('limits-search').fill('ordering random keys');
  await page.getByTestId('limits-elsewhere').filter({ hasText: 'The hot shard' }).click();
  await page.locator('[data-testid=lesson][data-slug=hot-shard]').waitFor();
  await page.goBack();
  await page.getByTestId('limits-count').filter({ hasText: '0 limits and 0 error types' }).waitFor();
  await page.getByTestId('limits-search').fill('nosuchword');
  await page.getByTestId('limits-count').filter({ hasText: '0 limits and 0 error types' }).waitFor();
  assert.equal(await page.getByTestId('limits-table').isVisible(), false);
  await close(page);
});

test('limits of delivery streams have their range, error, use and page of AWS, and the palette finds them', async () => {
  const page = await openAt('limits/', 20_000, { fragment: '#p=firehose-lake' });
  const table = page.getByTestId('limits-table-firehose');
  const row = (name) => table.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await row('Active partitions').filter({ hasText: /500 partitions[^]*4, sensors-by-room/ }).waitFor();
  assert.match(await row('Active partitions').innerText(), /ActivePartitionsLimitExceeded/);
  assert.match(await row('Buffer interval for Splunk').innerText(), /0 to 60 seconds[^]*60 unless said[^]*ValidationException/);
  assert.match(await row('Data put').innerText(), /5 MiB\/s[^]*ServiceUnavailableException/);
  assert.match(await row('Delivery streams').innerText(), /5,000 streams[^]*\b3\b[^]*LimitExceededException/);
  const docs = row('Largest record of a delivery stream').getByRole('link');
  assert.match(await docs.getAttribute('href'), /^https:\/\/docs\.aws\.amazon\.com\/firehose\//);
  assert.match(await docs.getAttribute('rel'), /noopener/);
  assert.match(await page.getByTestId('limits-changes').innerText(), /60 to 900 seconds/);
  // What is used of a limit is told while the clock runs.
  const written = page.getByTestId('limits-table').locator('tbody tr').first().locator('.limit-now');
  assert.match(await written.innerText(), /^\d+, shard [01] of clicks$/);
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-field').fill('firehose batch data');
  await page.getByTestId('palette-option').filter({ hasText: 'Data of a call of PutRecordBatch: 4 MiB for each call' }).click();
  await page.waitForFunction(() => document.querySelector('#limits-search').value === 'Data of a call of PutRecordBatch');
  await row('Data of a call of PutRecordBatch').waitFor();
  assert.equal(await page.getByTestId('limits-table').isVisible(), false, 'Data Streams has no such limit');
  await close(page);
});

test('a note leads to the limit that it is about', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=firehose-lake' });
  await hook(page, 'advance', 20_000);
  const note = page.getByTestId('explain-note').filter({ hasText: /clicks-to-lake delivered to S3/ }).first();
  await note.getByTestId('explain-limit').click();
  await page.waitForFunction(() => document.querySelector('#limits-search')?.value === 'Buffer size for S3');
  const first = page.getByTestId('limits-table-firehose').locator('tbody tr').first();
  await first.filter({ hasText: /1 to 128 MiB/ }).waitFor();
  assert.match(page.url(), /\/limits\/\?.*find=Buffer\+size\+for\+S3.*#p=firehose-lake$/);
  await close(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`no serious finding of axe in the ${colorScheme} theme`, async () => {
    for (const route of routes) {
      const page = await openAt(route, 130_000, { colorScheme, bypassCSP: true });
      if (route === 'trail/') await page.locator('[data-testid^=trail-row-]').first().click();
      await page.waitForTimeout(300);
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(', ')}`);
      assert.deepEqual(told, [], `/${route}`);
      await close(page);
    }
  });
}

test('none of these pages scrolls sideways, on whatever screen', async () => {
  for (const route of routes) {
    for (const [width, height] of [[320, 640], [768, 1024], [1440, 900]]) {
      const page = await openAt(route, 130_000, { width, height });
      if (route === 'trail/') await page.locator('[data-testid^=trail-row-]').first().click();
      await page.waitForTimeout(300);
      const wide = await page.evaluate(() => [document.documentElement, document.getElementById('main')].map((all) => all.scrollWidth - all.clientWidth));
      assert.deepEqual(wide, [0, 0], `/${route} at ${width} px`);
      await close(page);
    }
  }
});
