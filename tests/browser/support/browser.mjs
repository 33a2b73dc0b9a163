// A browser for a test file: one process, a fresh context for each test, and a watch on what must never happen.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launchFirefox } from './firefox.mjs';

const modules = process.env.KINETOSCOPE_NODE_MODULES ?? fileURLToPath(new URL('../../node_modules', import.meta.url));
const require = createRequire(join(modules, 'x.js'));
const { chromium, firefox } = require('playwright-core');

/** Starts Chromium, named by `CHROMIUM`; or Firefox, where `KINETOSCOPE_BROWSER` is `firefox`. */
export function launch() {
  if (process.env.KINETOSCOPE_BROWSER === 'firefox') return launchFirefox(firefox);
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
}

/** How long something may take to come true. */
const UNTIL_MS = 30_000;

/** The text of axe-core, to be run in a page. */
export const axePath = require.resolve('axe-core/axe.min.js');

/**
 * Opens a page of the site. `page.sins` collects what must never happen: errors on the console, and requests that
 * leave the origin.
 */
export async function open(browser, url, options = {}) {
  const { width = 1440, height = 900, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height }, ...rest });
  const page = await context.newPage();
  const { origin } = new URL(url);
  page.sins = [];
  page.on('console', (message) => {
    if (message.type() === 'error') page.sins.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => page.sins.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(origin) && !to.startsWith('data:') && !to.startsWith('blob:')) page.sins.push(`request: ${to}`);
  });
  // It would take a promise itself for an answer, and wait for nothing.
  const wait = page.waitForFunction.bind(page);
  page.waitForFunction = (predicate, ...rest) => {
    assert.doesNotMatch(`${predicate}`, /^async\b|window\.kinetoscope\.(?!now|fps|memory)/, 'the engine is asked by `until`');
    return wait(predicate, ...rest);
  };
  await page.goto(url, { waitUntil: 'load' });
  return page;
}

/** Waits until a function that runs in the page, and may ask the engine there, says yes. */
export async function until(page, predicate, arg) {
  const asking = ask(page, predicate, arg);
  // An answer that never comes is one that is late; one that comes still later matters to nobody.
  asking.catch(() => {});
  const said = await Promise.race([asking, sleep(UNTIL_MS, false, { ref: false })]);
  assert.ok(said, `not within ${UNTIL_MS / 1_000} s: ${predicate}`);
}

async function ask(page, predicate, arg) {
  const end = Date.now() + UNTIL_MS;
  while (Date.now() < end) {
    if (await page.evaluate(predicate, arg)) return true;
    await sleep(50);
  }
  return false;
}

/** Opens a page under test, with the browser and the site of the fixture: the clock moves only when told. */
export async function openTest({ browser, site }, path = 'sim/', { query = '', fragment = '#p=hot-key', ...options } = {}) {
  const page = await open(browser, `${site.url}${path}?test=1${query}${fragment}`, options);
  await ready(page);
  return page;
}

/** Waits until the engine is there and a picture is drawn. */
export function ready(page) {
  return page.waitForSelector('html[data-ready=true]', { state: 'attached', timeout: 30_000 });
}

/** Calls a function of `window.kinetoscope`. */
export function hook(page, name, ...args) {
  return page.evaluate(([name, args]) => window.kinetoscope[name](...args), [name, args]);
}

/** Closes a page, and fails where something happened that must never happen. */
export async function close(page) {
  await page.context().close();
  assert.deepEqual(page.sins, []);
}
