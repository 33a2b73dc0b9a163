// What a page costs before it is asked for anything, and while nobody looks. How fast it is: `cargo xtask bench --only page`.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, launch, open, ready } from './support/browser.mjs';
import { firstLoad } from './support/first-load.mjs';
import { serveSite } from './support/site.mjs';

/** Bytes of a first load, compressed. */
const FIRST_LOAD_MAX = 600 * 1024;

let browser, site;
before(async () => {
  site = await serveSite({ plain: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test('39: the first load of home is at most 600 KB of brotli', async () => {
  const { bytes, files } = await firstLoad(browser, site.url);
  assert.ok(bytes <= FIRST_LOAD_MAX, `${bytes} bytes in ${files.join(' ')}`);
});

test('the clock stops while nobody looks', async () => {
  const page = await open(browser, `${site.url}sim/`);
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
