// The stage: readers at their gates, the life of a record, faults, who comes and goes, and what one takes along.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, openTest, until } from './support/browser.mjs';
import { runExported } from './support/exported.mjs';
import { fixture } from './support/fixture.mjs';
import { readCloudFormation, readTerraform } from './support/templates.mjs';

const held = fixture();

const READERS = ['billing', 'fraud', 'search', 'alerts', 'archive', 'dashboard'];

const view = async (page) => (await hook(page, 'snapshot')).view;

/** Waits until the session has so many inputs. */
const inputs = (page, count) =>
  until(page, async (count) => (await window.kinetoscope.inputs()).length === count, count);

/** Opens a menu of the stage and does one of its lines. */
async function choose(page, menu, line) {
  await page.getByTestId(menu).click();
  await page.getByTestId(line).click();
}

/** The text that the page shows as an export. */
async function exported(page, id) {
  await choose(page, 'export', `export-${id}`);
  const code = page.getByTestId('export-text').locator('code').filter({ hasText: /\S/ });
  const shown = await code.textContent();
  await page.getByTestId('export-close').click();
  return shown;
}

const select = (page, reader) => page.getByTestId(`stage-reader-${reader}`).locator('.card-name').click();

test('15: six shared readers are refused; with fan-out none is, and none is a second behind', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=fan-out' });
  await hook(page, 'advance', 30_000);
  const refused = async () => (await view(page)).readers.reduce((sum, reader) => sum + reader.counts.refused, 0);
  assert.ok((await refused()) > 0);
  assert.match(await page.getByTestId('stage-shard-0-reads-refused').innerText(), /\d of \d+\/s/);
  assert.match((await view(page)).summary, /reads per second are refused/);
  const flags = await page.locator('.reader .flag').allInnerTexts();
  assert.equal(new Set(flags).size, READERS.length, `${flags}`);
  for (const [place, reader] of READERS.entries()) {
    await select(page, reader);
    await page.getByTestId('reader-way').selectOption('fan-out');
    await inputs(page, place + 1);
  }
  // They register, catch up, and then nothing is in their way.
  await hook(page, 'advance', 60_000);
  const before = await refused();
  await hook(page, 'advance', 60_000);
  const after = await view(page);
  assert.equal(await refused(), before);
  for (const { name, fan_out: fanOut, millis_behind: behind } of after.readers) {
    assert.ok(fanOut && behind < 1_000, `${name} is ${behind} ms behind`);
  }
  await page.getByTestId('stage-legend').getByText('fan-out reader, its own pipe').waitFor();
  assert.match(await page.getByTestId('stage-reader-fraud').innerText(), /fan-out, 0.0 s/);
  await close(page);
});

test('16: a reader that rests past the retention loses records, and the strip counts them', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=retention-edge' });
  assert.equal(await page.getByTestId('stage-shard-0-expired').count(), 0);
  await hook(page, 'advance', 8 * 3_600_000);
  const lost = (await view(page)).streams[0].shards[0].gates.find((gate) => gate.reader === 'archive').expired_unread;
  assert.ok(lost > 0);
  const badge = page.getByTestId('stage-shard-0-expired');
  assert.equal((await badge.innerText()).trim(), `expired unread: ${lost.toLocaleString('en')}`);
  await close(page);
});

test('an iterator that expires in a reader\'s hands is named on its card, its gate in the outline', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=five-cursors' });
  await hook(page, 'act', { reader: { name: 'oldest', running: true } });
  await hook(page, 'advance', 5_000);
  assert.equal(await page.getByTestId('reader-oldest-expired').count(), 0);
  await hook(page, 'act', { reader: { name: 'oldest', running: false } });
  await hook(page, 'advance', 301_000);
  await page.getByTestId('reader-oldest-expired').waitFor();
  assert.match(await page.getByTestId('outline-gate-0-oldest').innerText(), /its iterator has expired/);
  await hook(page, 'act', { reader: { name: 'oldest', running: true } });
  await hook(page, 'advance', 5_000);
  await page.getByTestId('reader-oldest-expired').waitFor({ state: 'detached' });
  await close(page);
});

test('28: a frame that is clicked tells its records, and the life of one up to its readers', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=first-record' });
  await hook(page, 'advance', 20_000);
  const film = await page.getByTestId('stage-film-0').boundingBox();
  await page.mouse.click(film.x + film.width - 55, film.y + film.height / 2);
  const life = page.getByTestId('life');
  await life.getByTestId('life-key').waitFor();
  const text = (id) => life.getByTestId(id).innerText();
  assert.match(await text('life-key'), /\S/);
  assert.match(await text('life-md5'), /^[0-9a-f]{32}$/);
  assert.match(await text('life-shard'), /^0, as its record \d/);
  assert.match(await text('life-sequence'), /^\d{56}$/);
  const { readers } = await view(page);
  assert.match(await text(`life-read-${readers[0].name}`), /\n(has read|read) it/);
  assert.match(await page.getByTestId('frame-count').innerText(), /^\d+ records? came in this time/);
  assert.match(await page.locator('#inspector-title').innerText(), /^Shard 0, 00:00:1\d\.\d to 1\d\.\d$/);
  // Another record of the frame, and the frame before, by keyboard.
  const first = await text('life-sequence');
  await page.getByTestId('frame-record').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((first) => document.querySelector('[data-testid=life-sequence]')?.innerText !== first, first);
  await page.getByTestId('frame-earlier').press('Enter');
  await page.getByTestId('life-key').waitFor();
  await close(page);
});

test('28: the life of a record goes on to the object that has it', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=firehose-lake' });
  await hook(page, 'advance', 20_000);
  const film = page.getByTestId('stage-film-0');
  const { x, y, height } = await film.boundingBox();
  // What came many seconds ago is at the left.
  await page.mouse.click(x + 20, y + height / 2);
  const told = page.getByTestId('life-delivery-clicks-to-lake');
  await told.waitFor();
  await until(page, () => /delivered it to S3/.test(document.querySelector('[data-testid=life-delivery-clicks-to-lake]')?.textContent));
  assert.match(await page.getByTestId('life-object-clicks-to-lake').innerText(), /^clicks\/2026\/01\/01\/00\/clicks-to-lake-1-2026-/);
  assert.equal((await page.getByTestId('life-function-clicks-to-lake').innerText()).trim(), 'its function said Ok;');
  assert.match(await page.getByTestId('life-read-dashboard').innerText(), /read it/);
  await close(page);
});

test('delivery streams stand below the readers with what will close their buffers, and lead to their page', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=firehose-lake' });
  // Not at the full second, at which a buffer may just have been opened and nothing be known of its rate.
  await hook(page, 'advance', 11_500);
  const fast = page.getByTestId('stage-sink-clicks-to-lake');
  assert.match(await fast.innerText(), /by size in \d\.\d s/);
  assert.match(await fast.innerText(), /reads clicks, to S3 lake/);
  const slow = page.getByTestId('sink-orders-to-warehouse-next');
  assert.match(await slow.innerText(), /by interval in 4 min 49 s/);
  const bar = () => page.getByTestId('stage-sink-orders-to-warehouse').locator('.sink-ring').getAttribute('stroke-dasharray');
  const before = await bar();
  await hook(page, 'advance', 60_000);
  assert.ok(parseFloat(await bar()) > parseFloat(before) + 15, `${before}, then ${await bar()}`);
  assert.match(await fast.getByRole('link').getAttribute('href'), /\/firehose\/\?(.*&)?stream=clicks-to-lake#p=firehose-lake$/);
  await hook(page, 'act', { destination_fault: { target: 's3', effect: 'down' } });
  await hook(page, 'advance', 10_000);
  assert.match(await fast.innerText(), /S3 does not take deliveries: [1-9]/);
  await page.getByTestId('stage-sink-orders-to-warehouse').getByRole('link').click();
  await page.getByTestId('firehose-name').getByText('orders-to-warehouse').waitFor();
  assert.match(page.url(), /\/firehose\/\?.*stream=orders-to-warehouse/);
  await close(page);
});

test('destinations look like what they are and count what they hold', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=firehose-lake' });
  const destination = (name) => page.getByTestId(`stage-destination-${name}`);
  await hook(page, 'advance', 20_000);
  assert.match(await destination('clicks-to-lake').innerText(), /^lake\s+Bucket: [3-6] objects, \d+\.\d\d MiB$/);
  assert.match(await destination('orders-to-warehouse').innerText(), /^orders\s+Redshift table: 0 rows$/);
  const stored = (await hook(page, 'snapshot')).view.delivery_streams.find(({ name }) => name === 'clicks-to-lake');
  assert.match(await destination('clicks-to-lake').innerText(), new RegExp(`: ${stored.deliveries} objects, `));
  assert.equal(await destination('clicks-to-lake').locator('svg ellipse').count(), 1, 'a bucket');
  assert.equal(await destination('orders-to-warehouse').locator('svg ellipse').count(), 0, 'a table is none');
  // Whole seconds are enough to see the table filled.
  await hook(page, 'advance', 285_000);
  assert.match(await destination('orders-to-warehouse').innerText(), /Redshift table: \d{3} rows/);
  await hook(page, 'act', { destination_fault: { target: 's3', effect: 'down' } });
  await hook(page, 'advance', 10_000);
  await page.locator('[data-testid=stage-destination-clicks-to-lake].refused').waitFor();
  await close(page);
});

test('wires end at the cards of delivery streams, and begin at what they come from', async () => {
  for (const [width, height] of [[1440, 1000], [900, 1000], [390, 800]]) {
    const page = await openTest(held, 'sim/', { fragment: '#p=firehose-lake', width, height });
    await hook(page, 'advance', 5_000);
    const names = await page.locator('[data-sink]').evaluateAll((cards) => cards.map((card) => card.dataset.sink));
    // In the order of what they come from: the stream, then producer after producer.
    assert.deepEqual(names, ['clicks-to-lake', 'orders-to-warehouse', 'sensors-by-room']);
    const looked = () => page.evaluate(() => {
      const canvas = document.querySelector('.stage-canvas');
      const at = canvas.getBoundingClientRect();
      const density = canvas.width / at.width;
      const pixel = (x, y) => [...canvas.getContext('2d').getImageData(Math.round((x - at.left) * density), Math.round((y - at.top) * density), 1, 1).data];
      const ink = getComputedStyle(document.querySelector('.sink-ring')).stroke.match(/[\d.]+/g).slice(0, 3).map(Number);
      const is = (found) => found[3] === 255 && found.slice(0, 3).every((part, place) => Math.abs(part - ink[place]) < 24);
      return [...document.querySelectorAll('[data-sink]')].map((card) => {
        const { left, top } = card.getBoundingClientRect();
        return is(pixel(left - 4, top + 18));
      });
    });
    await page.waitForTimeout(500);
    assert.deepEqual(await looked(), [true, true, true], `${width} px: an arrow at each card`);
    const boxes = await page.evaluate(() => ['[data-sink]', '.destination'].map((all) => [...document.querySelectorAll(all)].map((one) => one.getBoundingClientRect().toJSON())));
    for (const [place, card] of boxes[0].entries()) {
      const destination = boxes[1][place];
      const beside = card.right < destination.left && destination.top < card.bottom;
      const below = card.bottom < destination.top;
      assert.ok(width === 1440 ? beside : beside || below, `${width} px: ${JSON.stringify([card, destination])}`);
      assert.ok(destination.right <= width + 0.5, `${width} px: ${destination.right}`);
    }
    await close(page);
  }
});

test('home opens a scenario with delivery streams by the whole engine, and goes to one from another', async () => {
  const page = await openTest(held, '', { fragment: '#p=firehose-lake' });
  await hook(page, 'advance', 2_000);
  assert.equal((await view(page)).delivery_streams.length, 3);
  await close(page);
  const other = await openTest(held, '', { fragment: '#p=hot-key' });
  await other.getByTestId('preset-firehose-lake').click();
  await until(other, async () => (await window.kinetoscope.snapshot()).view.delivery_streams.length === 3);
  await other.getByTestId('stage-sink-clicks-to-lake').waitFor();
  await close(other);
});

test('a fault is an input of the session, a mark on the scrubber, and taken back by Undo', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  await page.getByTestId('faults').click();
  await page.getByTestId('fault-shard').selectOption('1');
  await page.getByTestId('fault-shard-refuses').click();
  await inputs(page, 1);
  await hook(page, 'advance', 2_000);
  const [input] = await hook(page, 'inputs');
  assert.deepEqual(input.action, { refuse_writes: { stream: 'clicks', shard: 1, for_ms: 10_000 } });
  assert.match(await page.getByTestId('stage-shard-1-throttle').innerText(), /a fault/);
  const marks = async () => (await hook(page, 'snapshot')).marks.map((mark) => mark.kind);
  assert.ok((await marks()).includes('fault'));
  await page.keyboard.press('Control+z');
  await inputs(page, 0);
  assert.equal(await page.getByTestId('stage-shard-1-throttle').count(), 0);
  await close(page);
});

test('each preset of faults is one action, whose parts come at their times', async () => {
  for (const preset of ['afternoon', 'deploy', 'zone']) {
    const page = await openTest(held);
    await hook(page, 'advance', 5_000);
    await choose(page, 'faults', `fault-preset-${preset}`);
    await inputs(page, 1);
    const [{ action }] = await hook(page, 'inputs');
    assert.ok(action.plan.inputs.length >= 3, preset);
    await hook(page, 'advance', 90_000);
    const told = new Set((await hook(page, 'events', 0)).map(({ type }) => type));
    const expected = { afternoon: 'AnswersLost', deploy: 'ReaderRestarted', zone: 'WritesRefused' };
    assert.ok(told.has(expected[preset]), `${preset}: ${[...told]}`);
    await close(page);
  }
});

test('producers and readers come, are copied, renamed and taken away, and Undo brings them back', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 3_000);
  await choose(page, 'add', 'add-producer');
  await page.getByTestId('stage-producer-producer-1').waitFor();
  await page.getByTestId('cast-duplicate').click();
  await page.getByTestId('stage-producer-producer-2').waitFor();
  await page.getByTestId('cast-name').fill('phones');
  await page.getByTestId('cast-rename').click();
  await page.getByTestId('stage-producer-phones').waitFor();
  await choose(page, 'add', 'add-fan-out');
  await page.getByTestId('stage-reader-fan-out-1').waitFor();
  await hook(page, 'advance', 10_000);
  const { producers, readers } = await view(page);
  assert.equal(producers.find(({ name }) => name === 'phones').counts.sent, 2_000);
  assert.ok(readers.find(({ name }) => name === 'fan-out-1').counts.read > 0);
  await page.getByTestId('cast-remove').click();
  await page.getByTestId('stage-reader-fan-out-1').waitFor({ state: 'detached' });
  await page.getByTestId('toast-undo').first().click();
  await page.getByTestId('stage-reader-fan-out-1').waitFor();
  await close(page);
});

test('a link that cannot be is refused with the reason; one to another stream is made, and that stream shown', async () => {
  const page = await openTest(held);
  await choose(page, 'add', 'add-stream');
  await hook(page, 'advance', 5_000);
  await page.getByTestId('stage-producer-web').locator('.card-name').click();
  const { readers } = await view(page);
  const connect = async (to) => {
    await page.getByTestId('cast-connect').selectOption(to);
    await page.getByTestId('cast-connect-run').click();
  };
  await connect(readers[0].name);
  await page.getByTestId('cast-refused').getByText(/puts records into a stream.*connect both to the same stream/).waitFor();
  assert.equal((await hook(page, 'inputs')).length, 1);
  await connect('stream-1');
  await inputs(page, 2);
  await hook(page, 'advance', 3_000);
  await page.getByTestId('stage-stream-stream-1').click();
  await page.locator('.stage-stream', { hasText: 'stream-1' }).waitFor();
  assert.equal((await view(page)).producers[0].stream, 'stream-1');
  await close(page);
});

test('29: the templates can be read, and hold the stream with its shards and its fan-out reader', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 1_500);
  await choose(page, 'add', 'add-fan-out');
  await page.getByTestId('stage-reader-fan-out-1').waitFor();
  await hook(page, 'advance', 2_250);
  const text = (id) => exported(page, id);
  const yaml = await text('cloudformation');
  assert.match(yaml, /^# .*\n# It makes no records; .*: web\./);
  assert.deepEqual(readCloudFormation(yaml), {
    Stream0: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'clicks', RetentionPeriodHours: 24, ShardCount: 4 } },
    Stream0Consumer0: {
      Type: 'AWS::Kinesis::StreamConsumer',
      Properties: { ConsumerName: 'fan-out-1', StreamARN: { 'Fn::GetAtt': ['Stream0', 'Arn'] } },
    },
  });
  assert.deepEqual(await readTerraform(await text('terraform')), {
    aws_kinesis_stream: { stream_0: { name: 'clicks', shard_count: 4, retention_period: 24 } },
    aws_kinesis_stream_consumer: {
      consumer_0_0: { name: 'fan-out-1', stream_arn: '${aws_kinesis_stream.stream_0.arn}' },
    },
  });
  assert.match(await text('cli'), /create-stream --stream-name clicks --shard-count 4/);
  assert.match(await text('boto3'), /create_stream\(StreamName="clicks", ShardCount=4\)/);
  const script = await text('script');
  assert.match(script, /"add_reader"/);
  assert.ok(script.includes(await hook(page, 'hash')));
  await runExported(script);
  const svg = await text('svg');
  const drawn = await page.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return [parsed.querySelector('parsererror') === null, parsed.documentElement.textContent];
  }, svg);
  assert.ok(drawn[0] && drawn[1].includes('Shard 3'), svg.slice(0, 400));
  await close(page);
});

test('templates give a stream on demand no shards, and each fan-out reader its own stream', async () => {
  const page = await openTest(held);
  const streams = [{ name: 'clicks', shards: 2, retention_hours: 48 }];
  const readers = [{ name: 'billing', stream: 'clicks', fan_out: true }];
  await hook(page, 'open', JSON.stringify({ version: 1, id: 'two-modes', streams, readers }));
  const input = { StreamName: 'orders', StreamModeDetails: { StreamMode: 'ON_DEMAND' } };
  await hook(page, 'act', { call: { operation: 'CreateStream', input } });
  await hook(page, 'advance', 5_000);
  for (const name of ['fraud', 'search']) {
    await hook(page, 'act', { add_reader: { name, stream: 'orders', fan_out: true } });
  }
  await hook(page, 'advance', 5_000);
  const consumer = (ConsumerName, stream) => ({
    Type: 'AWS::Kinesis::StreamConsumer',
    Properties: { ConsumerName, StreamARN: { 'Fn::GetAtt': [stream, 'Arn'] } },
  });
  assert.deepEqual(readCloudFormation(await exported(page, 'cloudformation')), {
    Stream0: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'clicks', RetentionPeriodHours: 48, ShardCount: 2 } },
    Stream0Consumer0: consumer('billing', 'Stream0'),
    Stream1: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { Name: 'orders', RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    },
    Stream1Consumer0: consumer('fraud', 'Stream1'),
    Stream1Consumer1: consumer('search', 'Stream1'),
  });
  assert.deepEqual(await readTerraform(await exported(page, 'terraform')), {
    aws_kinesis_stream: {
      stream_0: { name: 'clicks', shard_count: 2, retention_period: 48 },
      stream_1: { name: 'orders', retention_period: 24, stream_mode_details: [{ stream_mode: 'ON_DEMAND' }] },
    },
    aws_kinesis_stream_consumer: {
      consumer_0_0: { name: 'billing', stream_arn: '${aws_kinesis_stream.stream_0.arn}' },
      consumer_1_0: { name: 'fraud', stream_arn: '${aws_kinesis_stream.stream_1.arn}' },
      consumer_1_1: { name: 'search', stream_arn: '${aws_kinesis_stream.stream_1.arn}' },
    },
  });
  await close(page);
});

test('a picture of the stage is saved as pixels', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  const coming = page.waitForEvent('download');
  await choose(page, 'export', 'export-png');
  assert.equal((await coming).suggestedFilename(), 'stage.png');
  await close(page);
});

test('with many shards a map shows each with its load, leads to its strip, and strips grow and shrink', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=hot-key&stream.1.shards=40' });
  await hook(page, 'advance', 5_000);
  assert.equal(await page.getByTestId('stage-map').locator('button').count(), 40);
  const hot = (await view(page)).streams[0].shards.find((shard) => shard.state === 'throttled').number;
  const cell = page.getByTestId(`map-${hot}`);
  assert.match(await cell.getAttribute('aria-label'), /throttled$/);
  assert.match(await page.getByTestId(`stage-shard-${hot}-load`).innerText(), /^1\d\d %$/);
  await cell.click();
  await page.getByTestId('inspector-selection').getByText(`Shard ${hot}`).first().waitFor();
  const strip = await page.getByTestId(`stage-shard-${hot}`).boundingBox();
  assert.ok(strip.y > 0 && strip.y < 900, `${strip.y}`);
  const height = async () => (await page.getByTestId(`stage-film-${hot}`).boundingBox()).height;
  const before = await height();
  await page.keyboard.press('+');
  assert.ok((await height()) > before);
  await page.keyboard.press('0');
  assert.equal(await height(), before);
  await page.getByTestId('zoom-out').click();
  assert.ok((await height()) < before);
  await close(page);
});

test('the stage takes the colours of a system that turns dark while the clock stands', async () => {
  const page = await openTest(held);
  await page.emulateMedia({ colorScheme: 'light' });
  await hook(page, 'advance', 5_000);
  await page.waitForTimeout(200);
  const drawn = () => page.evaluate(() => document.querySelector('.stage-canvas').toDataURL());
  const light = await drawn();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction((light) => document.querySelector('.stage-canvas').toDataURL() !== light, light);
  await close(page);
});

test('of a stream that is on its way the stage says so, and of others\' producers and readers where they work', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  await hook(page, 'act', { call: { operation: 'CreateStream', input: { StreamName: 'young', ShardCount: 1 } } });
  await page.getByTestId('stage-stream-young').click();
  await page.getByTestId('stage-creating').getByText('Creating young: press Play').waitFor();
  await page.getByTestId('stage-producer-web').getByText('puts into clicks').waitFor();
  await page.getByTestId('stage-reader-archive').getByText('reads clicks').waitFor();
  assert.equal(await page.getByTestId('producer-web-rate').isVisible(), false);
  await hook(page, 'advance', 60_000);
  await page.getByTestId('stage-creating').waitFor({ state: 'detached' });
  await page.getByTestId('stage-shard-0').waitFor();
  await close(page);
});

test('on a phone each shard is a page, and the map leads to it', async () => {
  const page = await openTest(held, 'sim/', { width: 360, height: 740 });
  await hook(page, 'advance', 5_000);
  const left = async (shard) => (await page.getByTestId(`stage-shard-${shard}`).boundingBox()).x;
  assert.ok((await left(3)) < 120 && (await left(0)) < -240, 'it opens on the shard that refuses');
  await page.getByTestId('map-0').click();
  await page.waitForFunction(() => {
    const { x } = document.querySelector('[data-testid=stage-shard-0]').getBoundingClientRect();
    return 0 < x && x < 120;
  });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await close(page);
});

test('a stage that one leaves goes from memory', async () => {
  const page = await openTest(held);
  await page.evaluate(() => {
    window.left = new WeakRef(document.querySelector('.stage-canvas'));
  });
  await page.getByTestId('nav-limits').click();
  await page.locator('.stage-canvas').waitFor({ state: 'detached' });
  const browser = await page.context().newCDPSession(page);
  await page.waitForTimeout(200); // a frame that was asked for may still be drawn
  await browser.send('HeapProfiler.collectGarbage');
  assert.equal(await page.evaluate(() => window.left.deref()), undefined);
  await close(page);
});
