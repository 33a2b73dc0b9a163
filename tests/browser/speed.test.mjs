// Check 39: what is loaded first, and how long a frame takes.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { close, hook, launch, open, openTest, ready } from './support/browser.mjs';
import { serveSite, siteFolder } from './support/site.mjs';

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
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Set();
  page.on('request', (request) => asked.add(new URL(request.url()).pathname));
  context.on('request', (request) => asked.add(new URL(request.url()).pathname));
  await page.goto(site.url);
  await ready(page);
  // What a worker asks for is not always reported; it is always the same.
  for (const file of ['/engine-worker.js', '/engine-dispatch.js', '/engine.js', '/engine_bg.wasm']) asked.add(file);
  let sum = 0;
  for (const path of asked) {
    const body = await readFile(join(siteFolder, path.endsWith('/') ? `${path}index.html` : path));
    sum += brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
  }
  assert.ok(sum <= FIRST_LOAD_MAX, `${sum} bytes in ${[...asked].join(' ')}`);
  await context.close();
});

test('39: a frame of hot-key is drawn in at most 16 ms, 95 times of 100', async () => {
  const page = await openTest(browser, site, 'sim/', {});
  await hook(page, 'play');
  await page.waitForTimeout(4_000);
  const fps = await hook(page, 'fps');
  assert.equal(fps.mode, 'animated');
  assert.ok(fps.frames >= 20, `${fps.frames} frames`);
  assert.ok(fps.draw_p95_ms <= 16, JSON.stringify(fps));
  await close(page);
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
