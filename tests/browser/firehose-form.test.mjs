// The page of delivery streams where there is none yet, and the form that makes one and changes it: a window, whose fields say
// what the service says of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axePath, close, hook, openTest, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';
import { lake, opener, says, stream, text } from './support/lake.mjs';

const held = fixture();
const firehose = opener(held);

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
  await page.getByTestId('firehose-make').click();
  await page.getByTestId('firehose-field-name').fill('clicks-to-s3');
  await page.getByTestId('firehose-field-source').selectOption('clicks');
  await page.getByTestId('firehose-field-bucket').fill('lake');
  await page.getByTestId('firehose-make-bucket').click();
  await page.getByTestId('firehose-make-bucket').waitFor({ state: 'hidden' });
  await page.getByTestId('firehose-field-size').fill('500');
  await page.getByTestId('firehose-field-interval').fill('60');
  await page.getByTestId('firehose-create-run').click();
  await says(page, 'firehose-create-run-refused', /ValidationException.*less than or equal to 128/);
  const size = page.getByTestId('firehose-field-size');
  await says(page, 'firehose-field-size-error', 'Member must have value less than or equal to 128');
  assert.equal(await size.getAttribute('aria-invalid'), 'true');
  assert.equal(await size.getAttribute('aria-describedby'), await page.getByTestId('firehose-field-size-error').getAttribute('id'));
  assert.ok(await size.evaluate((field) => field === document.activeElement), 'the reader goes on at the field');
  await size.fill('1');
  await page.getByTestId('firehose-field-size-error').waitFor({ state: 'hidden' });
  assert.equal(await size.getAttribute('aria-invalid'), null);
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

test('a session without delivery streams offers scenarios that have some, and the form only on demand', async () => {
  const page = await openTest(held, 'firehose/');
  const cards = page.locator('.firehose-scenario');
  await cards.first().waitFor();
  assert.deepEqual(await cards.locator('strong').allInnerTexts(), ['Into the lake', 'By size or by interval', 'Read twice']);
  assert.equal(await cards.locator('svg').count(), 3);
  assert.equal(await page.locator('[data-testid^=firehose-field-]').count(), 0);
  await page.getByTestId('firehose-make').click();
  await page.getByTestId('firehose-field-name').waitFor();
  await page.getByTestId('firehose-create-cancel').click();
  await page.getByTestId('firehose-field-name').waitFor({ state: 'detached' });
  await cards.first().click();
  await says(page, 'firehose-name', 'clicks-to-lake');
  assert.match(page.url(), /\/firehose\/\?test=1.*#p=firehose-lake$/);
  await hook(page, 'advance', 20_000);
  await page.getByTestId('firehose-delivery').first().waitFor();
  await close(page);
});

test('the form is a window: the page stays where it is, and what was written stays until it is given up', async () => {
  const page = await firehose(lake([stream('a', {})]));
  const before = await page.getByTestId('firehose-gauges').boundingBox();
  const name = page.getByTestId('firehose-field-name');
  const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
  await page.getByTestId('firehose-new').click();
  await name.waitFor();
  assert.deepEqual(await page.getByTestId('firehose-gauges').boundingBox(), before);
  await until(page, () => document.activeElement?.dataset.testid === 'firehose-field-name');
  await name.fill('draft');
  await page.keyboard.press('Escape');
  await name.waitFor({ state: 'detached' });
  assert.ok(await isFocused(page.getByTestId('firehose-new')));
  await page.keyboard.press('Enter');
  await name.waitFor();
  assert.equal(await name.inputValue(), 'draft');
  await page.getByTestId('firehose-create-cancel').click();
  await name.waitFor({ state: 'detached' });
  assert.ok(await isFocused(page.getByTestId('firehose-new')));
  await page.keyboard.press('Enter');
  await name.waitFor();
  assert.equal(await name.inputValue(), '');
  assert.deepEqual(await hook(page, 'inputs'), []);
  await close(page);
});

test('fields say their units, which of them are needed, and what the service takes where they are empty', async () => {
  const page = await firehose(lake([stream('a', {})]));
  await page.getByTestId('firehose-new').click();
  const form = page.getByTestId('firehose-create');
  for (const label of ['Buffer size (MiB)', 'Buffer interval (seconds)']) await form.getByLabel(label).waitFor();
  for (const name of ['name', 'bucket']) assert.equal(await form.getByTestId(`firehose-field-${name}`).getAttribute('aria-required'), 'true', name);
  assert.equal(await form.getByTestId('firehose-field-prefix').getAttribute('aria-required'), null);
  assert.match(await form.locator('label').first().innerText(), /required$/);
  const shown = async (name, placeholder) => {
    const field = form.getByTestId(`firehose-field-${name}`);
    await until(page, ([id, text]) => document.getElementById(id)?.placeholder === text, [await field.getAttribute('id'), placeholder]);
  };
  for (const [name, value] of Object.entries({ size: '5', interval: '300' })) await shown(name, value);
  await form.getByTestId('firehose-field-conversion').selectOption('parquet');
  await shown('size', '128');
  await form.getByTestId('firehose-field-kind').selectOption('HttpEndpoint');
  await form.getByLabel('Try again for (seconds)').waitFor();
  for (const [name, value] of Object.entries({ size: '5', interval: '60', retry: '300' })) await shown(name, value);
  await form.getByTestId('firehose-field-function').selectOption('parse');
  for (const [name, value] of Object.entries({ function_size: '1', function_interval: '60', function_retries: '3' })) await shown(name, value);
  await form.getByTestId('firehose-field-size').fill('1.5');
  await says(page, 'firehose-field-size-error', 'Give a whole number.');
  await close(page);
});

test('prefixes are evaluated while one types, with the words of the service where they are wrong', async () => {
  const page = await firehose(lake([stream('a', {})]), { tab: 'configure' });
  await says(page, 'firehose-place-data', '2026/01/01/00/');
  await page.getByTestId('firehose-field-prefix').fill('logs/!{timestamp:yyyy-MM}/');
  await says(page, 'firehose-place-refused', "ErrorOutputPrefix can't be null when Prefix contains expressions");
  await says(page, 'firehose-field-errors-error', "ErrorOutputPrefix can't be null when Prefix contains expressions");
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

for (const colorScheme of ['light', 'dark']) {
  test(`34: neither the offer of scenarios nor the form has a serious finding of axe in the ${colorScheme} theme`, async () => {
    const page = await openTest(held, 'firehose/', { colorScheme, bypassCSP: true });
    await hook(page, 'whole');
    await page.locator('.firehose-scenario').first().waitFor();
    await page.addScriptTag({ path: axePath });
    const serious = async () => {
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const found = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
    };
    assert.deepEqual(await serious(), []);
    await page.getByTestId('firehose-make').click();
    await page.getByTestId('firehose-field-size').fill('1.5');
    await page.getByTestId('firehose-field-size-error').waitFor();
    assert.deepEqual(await serious(), []);
    await close(page);
  });
}
