// Links: what is copied opens as it was, and what is damaged is named and never fatal.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, hook, launch, openTest } from './support/browser.mjs';
import { serveSite } from './support/site.mjs';

let browser, site;
before(async () => {
  site = await serveSite();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const plans = (picture) =>
  picture.view.producers.map(({ name, records_per_second, record_bytes, keys, retry, running }) =>
    ({ name, records_per_second, record_bytes, keys, retry, running }));

test('10: a shared link opens the scenario as it was changed', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await openTest(browser, site, 'sim/', { permissions });
  await page.getByTestId('producer-web-rate').fill('1500');
  await page.getByTestId('producer-web-rate').press('Enter');
  await page.getByTestId('producer-web-keys').selectOption('zipf');
  await page.waitForFunction(async () => (await window.kinetoscope.snapshot()).inputs === 2);
  await page.getByTestId('share').click();
  await page.getByText('Link copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.length <= 2_000);
  assert.match(link, /\/sim\/#p=hot-key&producer\.1\.rate=1500&producer\.1\.keys=zipf:1000$/);
  const other = await openTest(browser, site, 'sim/', { fragment: new URL(link).hash });
  assert.deepEqual(plans(await hook(other, 'snapshot')), plans(await hook(page, 'snapshot')));
  await close(other);
  await close(page);
});

test('11: a damaged link opens the stage with a banner that says what was left out', async () => {
  for (const fragment of ['#z=garbage', '#v=99', '#p=nosuch', '#p=hot-key&producer.9.rate=1', '#p=%E0%A4%A']) {
    const page = await openTest(browser, site, 'sim/', { fragment });
    if (fragment !== '#p=%E0%A4%A') assert.equal(await page.getByRole('alert').count(), 1, fragment);
    await hook(page, 'advance', 1_000);
    assert.equal((await hook(page, 'snapshot')).view.streams[0].name, 'clicks');
    await close(page);
  }
});
