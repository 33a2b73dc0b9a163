// What a page costs before it is asked for anything, and while nobody looks. How fast it is: `cargo xtask bench --only page`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, open, ready } from './support/browser.mjs';
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
