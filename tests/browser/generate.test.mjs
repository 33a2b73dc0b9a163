// The page of the record generator: templates, runs, the agent and rules.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { close, hook, openTest } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

/** Opens the page at one of its tabs. */
async function openPage(tab = 'template', options = {}) {
  const page = await openTest(held, 'generate/', { query: `&tab=${tab}`, ...options });
  await page.getByTestId(`generate-tab-${tab}`).waitFor();
  return page;
}

const records = (page) => page.getByTestId('generate-record').locator('pre').allInnerTexts();

/** Types a template of no JSON and waits until its records, or what is wrong with it, are there. */
async function type(page, template, outcome) {
  await page.getByTestId('generate-record').first().waitFor();
  await page.getByTestId('generate-key').fill('');
  await page.getByTestId('generate-template').fill(template);
  await page.getByTestId(outcome).first().waitFor();
}

test('22: the first records of the sensor template are JSON', async () => {
  const page = await openPage();
  await page.getByTestId('generate-record').nth(4).waitFor();
  const shown = await records(page);
  assert.equal(shown.length, 5);
  for (const text of shown) assert.deepEqual(Object.keys(JSON.parse(text)), ['sensorId', 'currentTemperature', 'status']);
  await close(page);
});

test('22: a fault is told with its place and what was meant, and relaxed mode forgives it', async () => {
  const page = await openPage();
  await type(page, 'id {{ random.uuid }}', 'generate-fault');
  const fault = await page.getByTestId('generate-fault').innerText();
  assert.match(fault, /Line 1, column 4: /);
  assert.match(fault, /\{\{random\.uuid\}\}/);
  assert.equal(await page.locator('mark').innerText(), '{{ random.uuid }}');
  await page.getByTestId('generate-fault-go').click();
  await page.waitForFunction(() => {
    const { selectionStart, selectionEnd } = document.getElementById('generate-template');
    return selectionStart === 3 && selectionEnd === 20;
  });
  await page.getByTestId('generate-mode').selectOption('relaxed');
  await page.getByTestId('generate-record').first().waitFor();
  assert.equal(await page.getByTestId('generate-fault').count(), 0);
  await close(page);
});

test('a partition key that asks for a field of what is no JSON is told as the key’s fault', async () => {
  const page = await openPage();
  await page.getByTestId('generate-record').first().waitFor();
  await page.getByTestId('generate-template').fill('plain');
  await page.getByTestId('generate-fault').filter({ hasText: 'Partition key: ' }).waitFor();
  assert.match(await page.getByTestId('generate-fault').innerText(), /record\.sensorId failed: the record is not JSON/);
  await page.getByTestId('generate-fault-go').click();
  await page.waitForFunction(() => document.activeElement.id === 'generate-key');
  await close(page);
});

test('a seed gives the same records again, another seed other ones', async () => {
  const page = await openPage();
  await type(page, '{{random.uuid}}', 'generate-record');
  await page.getByTestId('generate-record').first().filter({ hasText: /^[0-9a-f]{8}-/ }).waitFor();
  const withSeed = async (seed) => {
    const [before] = await records(page);
    await page.getByTestId('generate-seed').fill(seed);
    await page.waitForFunction((before) => document.querySelector('[data-testid=generate-record] pre')?.innerText !== before, before);
    return records(page);
  };
  const seven = await withSeed('7');
  assert.notDeepEqual(await withSeed('8'), seven);
  assert.deepEqual(await withSeed('7'), seven);
  await close(page);
});

test('a helper is found by what it gives and put in at the cursor', async () => {
  const page = await openPage();
  await page.getByTestId('generate-count').filter({ hasText: '142 helpers' }).waitFor();
  await page.getByTestId('generate-search').fill('mac address');
  await page.getByTestId('generate-count').filter({ hasText: '1 helper' }).waitFor();
  await page.getByTestId('generate-template').fill('at ');
  await page.getByRole('button', { name: 'Insert internet.mac' }).click();
  await page.waitForFunction(() => document.getElementById('generate-template').value === 'at {{internet.mac}}');
  await close(page);
});

test('a run offers what the plan says, counts what is refused, and is part of the session', async () => {
  const page = await openPage();
  await page.getByTestId('generate-create').click();
  await page.getByTestId('generate-stream').locator('option', { hasText: 'generated' }).waitFor({ state: 'attached' });
  await hook(page, 'advance', 60_000);
  await page.getByTestId('generate-rate').fill('1500');
  await page.getByTestId('generate-seconds').fill('5');
  await page.getByTestId('generate-retries').fill('0');
  await page.getByTestId('generate-hurried').check();
  await page.getByTestId('generate-start').click();
  await page.getByTestId('generate-state').filter({ hasText: 'Done' }).waitFor();
  const number = async (name) => Number((await page.getByTestId(`generate-${name}`).innerText()).replaceAll(',', ''));
  const [accepted, refused, calls] = await Promise.all(['accepted', 'refused', 'calls'].map(number));
  assert.equal(accepted + refused, 7_500);
  assert.equal(calls, 15);
  assert.ok(accepted >= 5_000 && refused >= 1_500, `${accepted} accepted, ${refused} refused`);
  assert.equal(await number('given-up'), refused);
  const inputs = JSON.stringify(await hook(page, 'inputs'));
  assert.equal(inputs.match(/PutRecords/g).length, 15);
  await close(page);
});

test('refused records are sent again until they are accepted', async () => {
  const page = await openPage();
  await page.getByTestId('generate-create').click();
  await page.getByTestId('generate-stream').locator('option', { hasText: 'generated' }).waitFor({ state: 'attached' });
  await hook(page, 'advance', 60_000);
  await page.getByTestId('generate-rate').fill('1200');
  await page.getByTestId('generate-seconds').fill('1');
  await page.getByTestId('generate-retries').fill('10');
  await page.getByTestId('generate-hurried').check();
  await page.getByTestId('generate-start').click();
  await page.getByTestId('generate-state').filter({ hasText: 'Done' }).waitFor();
  assert.equal(await page.getByTestId('generate-accepted').innerText(), '1,200');
  assert.equal(await page.getByTestId('generate-given-up').innerText(), '0');
  assert.notEqual(await page.getByTestId('generate-refused').innerText(), '0');
  await close(page);
});

test('templates of one’s own stay in this browser', async () => {
  const page = await openPage();
  await type(page, '{{random.number(9)}}', 'generate-record');
  await page.getByTestId('generate-name').fill('Dice');
  await page.getByTestId('generate-save').click();
  await page.reload();
  await page.getByTestId('generate-open').locator('option', { hasText: 'Dice' }).waitFor({ state: 'attached' });
  assert.equal(await page.getByTestId('generate-template').inputValue(), '{{random.number(9)}}');
  await page.getByTestId('generate-open').selectOption({ label: 'Orders: Orders of a shop' });
  await page.getByTestId('generate-open').selectOption({ label: 'Dice' });
  assert.equal(await page.getByTestId('generate-template').inputValue(), '{{random.number(9)}}');
  await close(page);
});

test('the list of templates names the one in the editor, and says that it was changed', async () => {
  const page = await openPage();
  await page.getByTestId('generate-record').first().waitFor();
  const named = (name) => page.getByTestId('generate-open').locator('option:checked', { hasText: name }).waitFor({ state: 'attached' });
  await named(/^Sensor/);
  await page.getByTestId('generate-template').fill('{{random.uuid}}');
  await named('Sensor, changed');
  await page.getByTestId('generate-open').selectOption({ label: 'Orders: Orders of a shop' });
  await named('Orders: Orders of a shop');
  await page.getByTestId('generate-name').fill('Mine');
  await named('Choose…');
  await close(page);
});

test('each record says which shard of the stream its key goes to', async () => {
  const page = await openPage();
  const shard = await page.getByTestId('generate-record').first().getByText(/^Shard \d$/).innerText();
  const key = await page.getByTestId('generate-record-key').first().innerText();
  // Four shards of one width.
  const hash = BigInt(`0x${createHash('md5').update(key).digest('hex')}`);
  assert.equal(shard, `Shard ${(hash * 4n) >> 128n}`);
  await close(page);
});

test('a stream that is being made says when it takes records', async () => {
  const page = await openPage();
  await page.getByTestId('generate-create').click();
  await page.getByText('generated is CREATING. It takes records when it is ACTIVE: let the clock run.').waitFor();
  await hook(page, 'advance', 60_000);
  await page.getByTestId('generate-stream-state').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
  await close(page);
});

test('the agent shows at once what it makes of the file, sends it, and goes on from there', async () => {
  const page = await openPage('agent');
  const told = (text) => page.getByTestId('agent-checkpoint').filter({ hasText: text }).waitFor();
  await told('New since the checkpoint at byte 0: 2 records to send, 1 skipped.');
  const [first] = await page.getByTestId('agent-data').allInnerTexts();
  assert.equal(JSON.parse(first).response, '200');
  assert.match(await page.getByTestId('agent-record').nth(2).innerText(), /skipped\s+LOGTOJSON skips it: the line is not in COMMONAPACHELOG/);
  assert.equal(await page.getByTestId('agent-data').count(), 2);
  await page.getByTestId('agent-send').click();
  await page.getByText('2 records accepted by clicks.').waitFor();
  await told('Nothing new: the checkpoint stands at byte');
  assert.equal(await page.getByTestId('agent-send').isDisabled(), true);
  const log = page.getByTestId('agent-log');
  await log.fill(`${await log.inputValue()}10.0.0.7 - ada [22/Nov/2026:10:00:03 +0000] "GET / HTTP/1.1" 404 0`);
  await told('What has no line break yet waits for it.');
  await log.fill(`${await log.inputValue()}\n`);
  await told('1 record to send.');
  await page.getByTestId('agent-reset').click();
  await told('3 records to send, 1 skipped.');
  await close(page);
});

test('an agent that begins at the end of the file sends only what is added; a rotated file is read from its top', async () => {
  const page = await openPage('agent');
  const told = (text) => page.getByTestId('agent-checkpoint').filter({ hasText: text }).waitFor();
  await told('2 records to send');
  await page.getByTestId('agent-settings').fill('{}');
  await told('Nothing new');
  const log = page.getByTestId('agent-log');
  await log.fill(`${await log.inputValue()}one\n`);
  await told('1 record to send.');
  await page.getByTestId('agent-rotate').click();
  await told('Nothing new');
  await log.fill('two\nthree\n');
  await told('2 records to send.');
  await close(page);
});

test('a rule shows at once what becomes of each message, and forwards what matches it', async () => {
  const page = await openPage('rule');
  const told = (text) => page.getByTestId('rule-count').filter({ hasText: text }).waitFor();
  await told('1 of 3 messages would be forwarded.');
  assert.deepEqual((await page.getByTestId('rule-data').allInnerTexts()).map((text) => JSON.parse(text)), [
    { device: 'thermostat-4', temperature: 28.5, floor: '1' },
  ]);
  const rows = await page.getByTestId('rule-record').allInnerTexts();
  assert.match(rows[0], /thermostat-4[^]*matched[^]*key thermostat-4\s+Shard \d/);
  assert.match(rows[1], /not matched\s+Not true: WHERE temperature > 25/);
  assert.match(rows[2], /not matched\s+The topic does not match/);
  assert.doesNotMatch(JSON.stringify(await hook(page, 'inputs')), /PutRecord/);
  await page.getByTestId('rule-publish').click();
  await page.getByText('1 message forwarded.').waitFor();
  assert.match(JSON.stringify(await hook(page, 'inputs')), /PutRecord/);
  await page.getByTestId('rule-sql').fill("SELECT * FROM 'nowhere'");
  await told('0 of 3 messages would be forwarded.');
  assert.equal(await page.getByTestId('rule-publish').isDisabled(), true);
  await page.getByTestId('rule-sql').fill('SELECT');
  await told('The rule cannot be read yet.');
  await close(page);
});

for (const [tab, action] of [['template', 'generate-start'], ['agent', 'agent-send'], ['rule', 'rule-publish']]) {
  test(`the action of the tab ${tab} is in sight at once`, async () => {
    const page = await openPage(tab);
    const button = page.getByTestId(action);
    await button.waitFor();
    const { y, height } = await button.boundingBox();
    const { y: foot } = await page.getByTestId('dock').boundingBox();
    assert.ok(y + height <= foot, `${y + height} of ${foot}`);
    await close(page);
  });
}
