// What a page costs before it is asked for anything, and while nobody looks. How fast it is: `cargo xtask bench --only page`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, open, openTest, ready } from './support/browser.mjs';
import { firstLoad } from './support/first-load.mjs';
import { fixture } from './support/fixture.mjs';

/** Bytes of a first load, compressed. */
const FIRST_LOAD_MAX = 600 * 1024;

const held = fixture({ plain: true });

test('39: the first load of home is at most 600 KB of brotli', async () => {
  const { bytes, files } = await firstLoad(held.browser, held.site.url);
  assert.ok(bytes <= FIRST_LOAD_MAX, `${bytes} bytes in ${files.join(' ')}`);
});

test('the clock stops while nobody looks', async () => {
  const page = await open(held.browser, `${held.site.url}sim/`);
  await ready(page);
  const shown = () => page.getByTestId('time-play').getAttribute('aria-label');
  await page.waitForFunction(() => document.querySelector('[data-testid=time-play]').ariaLabel === 'Pause');
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
  await hide(true);
  await page.waitForFunction(() => document.querySelector('[data-testid=time-play]').ariaLabel === 'Play');
  await hide(false);
  await page.waitForFunction(() => document.querySelector('[data-testid=time-play]').ariaLabel === 'Pause');
  assert.equal(await shown(), 'Pause');
  await close(page);
});

test('a clock that cannot keep up says how fast it goes, and that is true', async () => {
  const page = await openTest(held, 'sim/', { query: '&speed=3600' });
  await hook(page, 'play');
  const said = page.getByTestId('time-clock').getByText(/^asked 3,600×, running [\d,]+×$/);
  await said.waitFor();
  const moment = () => page.evaluate(() => [window.kinetoscope.now(), performance.now()]);
  const begun = await moment();
  const ratios = [];
  for (let i = 0; i < 10; i++) {
    await page.waitForTimeout(500);
    ratios.push(Number((await said.innerText()).match(/running ([\d,]+)/)[1].replaceAll(',', '')));
  }
  const ended = await moment();
  const shown = ratios.reduce((sum, ratio) => sum + ratio) / ratios.length;
  const real = (ended[0] - begun[0]) / (ended[1] - begun[1]);
  assert.ok(real / 2 < shown && shown < real * 2, `it said ${ratios.join(', ')} and ran at ${real}`);
  await close(page);
});
