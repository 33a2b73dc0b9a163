// Links: what is copied opens as it was, and what is damaged is named and never fatal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, openTest, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const plans = (picture) =>
  picture.view.producers.map(({ name, records_per_second, record_bytes, keys, retry, running }) =>
    ({ name, records_per_second, record_bytes, keys, retry, running }));

test('10: a shared link opens the scenario as it was changed', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await openTest(held, 'sim/', { permissions });
  await page.getByTestId('producer-web-rate').fill('1500');
  await page.getByTestId('producer-web-rate').press('Enter');
  await page.getByTestId('producer-web-keys').selectOption('zipf');
  await until(page, async () => (await window.kinetoscope.snapshot()).inputs === 2);
  await page.getByTestId('share').click();
  await page.getByText('Link copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.length <= 2_000);
  assert.match(link, /\/sim\/#p=hot-key&producer\.1\.rate=1500&producer\.1\.keys=zipf:1000$/);
  const other = await openTest(held, 'sim/', { fragment: new URL(link).hash });
  assert.deepEqual(plans(await hook(other, 'snapshot')), plans(await hook(page, 'snapshot')));
  await close(other);
  await close(page);
});

test('a link with more shards than the scenario cuts the rail into as many stretches', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=hot-key&stream.1.shards=8' });
  await page.getByTestId('stage-segment-7').waitFor();
  const rail = await page.locator('[data-rail]').boundingBox();
  for (let shard = 0; shard < 8; shard++) {
    const { y, height } = await page.getByTestId(`stage-segment-${shard}`).boundingBox();
    const [from, to] = [y - rail.y, y - rail.y + height].map((at) => at / rail.height * 8);
    assert.ok(Math.abs(from - shard) < 0.1 && Math.abs(to - shard - 1) < 0.1, `shard ${shard}: ${from} to ${to} eighths`);
  }
  await close(page);
});

test('11: a damaged link opens the stage with a banner that says what was left out', async () => {
  for (const fragment of ['#z=garbage', '#v=99', '#p=nosuch', '#p=hot-key&producer.9.rate=1', '#p=%E0%A4%A', '#p=hot-key&half']) {
    const page = await openTest(held, 'sim/', { fragment });
    assert.equal(await page.getByRole('alert').count(), 1, fragment);
    await hook(page, 'advance', 1_000);
    assert.equal((await hook(page, 'snapshot')).view.streams[0].name, 'clicks');
    await close(page);
  }
});

test('the banner of a damaged link is short, and says what was not understood', async () => {
  const said = async (fragment) => {
    const page = await openTest(held, 'sim/', { fragment });
    const text = await page.getByTestId('link-dropped').innerText();
    await close(page);
    return text;
  };
  const old = await said('#v=99&p=nosuch');
  assert.match(old, /^Some of this link was not understood: version 99 \(this page reads 1\); scenario .nosuch.\. The stage shows the rest\.$/);
  const rubbish = await said(`#p=${'x'.repeat(3_000)}`);
  assert.ok(rubbish.length < 200, rubbish);
});

test('a link that the engine would refuse opens the plain scenario, and Share does not repeat it', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const plain = await openTest(held, 'sim/');
  const long = 'k'.repeat(241);
  for (const change of [`producer.1.keys=sequential:${long}:5`, 'stream.1.shards=1000000', 'producer.1.rate=1e9']) {
    const page = await openTest(held, 'sim/', { fragment: `#p=hot-key&${change}`, permissions });
    const banner = await page.getByTestId('link-dropped').innerText();
    assert.ok(banner.includes(change.slice(0, 20)), banner);
    assert.equal(await page.getByTestId('engine-failure').count(), 0);
    await hook(page, 'advance', 1_000);
    assert.deepEqual(plans(await hook(page, 'snapshot')), plans(await hook(plain, 'snapshot')));
    assert.equal((await hook(page, 'snapshot')).view.streams[0].shards.length, 4);
    await page.getByTestId('share').click();
    await page.getByText('Link copied').waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#p=hot-key$/);
    await close(page);
  }
  await close(plain);
});

test('a file that the engine refuses replaces nothing', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  for (const file of ['{}', '{"version":1,"id":"x","producers":[{"name":"a","stream":"no","records_per_second":1}]}']) {
    await assert.rejects(hook(page, 'open', file), /scenario|streams/);
  }
  await hook(page, 'advance', 1_000);
  assert.equal(await hook(page, 'now'), 6_000);
  await close(page);
});

test('a key from a link stays a word of the shell and a text of the script, and comes back whole', async () => {
  const key = "$(touch x)&b=100%'`";
  const fragment = `#p=hot-key&producer.1.keys=fixed:${encodeURIComponent(key)}`;
  const page = await openTest(held, 'sim/', { fragment });
  assert.equal(await page.getByTestId('link-dropped').count(), 0);
  assert.deepEqual((await hook(page, 'snapshot')).view.producers[0].keys, { fixed: { key } });
  await page.getByTestId('stage-producer-web').locator('.card-name').click();
  await page.locator('.as-code summary').click();
  const [cli, sdk] = await page.locator('.as-code pre').allInnerTexts();
  assert.ok(cli.includes(`--partition-key '$(touch x)&b=100%'\\''\`' `), cli);
  assert.ok(sdk.includes(`PartitionKey: ${JSON.stringify(key)},`), sdk);
  await close(page);
});

test('a link after a producer was taken away opens those that are there', async () => {
  const page = await openTest(held, 'sim/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await hook(page, 'act', { duplicate: { actor: 'web', name: 'tablet' } });
  await hook(page, 'act', { remove: { actor: 'web' } });
  await page.getByTestId('stage-producer-tablet').waitFor();
  await page.getByTestId('share').click();
  await page.getByText('Link copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.doesNotMatch(link, /#p=/);
  const other = await openTest(held, 'sim/', { fragment: new URL(link).hash });
  assert.deepEqual(plans(await hook(other, 'snapshot')), plans(await hook(page, 'snapshot')));
  assert.equal(await hook(other, 'hash'), await hook(page, 'hash'));
  await close(other);
  await close(page);
});

test('what is done to readers and streams is in a link too', async () => {
  const page = await openTest(held, 'sim/', { permissions: ['clipboard-read', 'clipboard-write'] });
  const input = { StreamName: 'clicks', RetentionPeriodHours: 48 };
  await hook(page, 'act', { call: { operation: 'IncreaseStreamRetentionPeriod', input } });
  // The stream is UPDATING until then.
  await hook(page, 'advance', 9_000);
  await page.getByTestId('share').click();
  await page.getByText('the whole session').waitFor();
  const other = await openTest(held, 'sim/', { fragment: new URL(await page.evaluate(() => navigator.clipboard.readText())).hash });
  assert.equal((await hook(other, 'snapshot')).view.streams[0].retention_hours, 48);
  await close(other);
  await close(page);
});
