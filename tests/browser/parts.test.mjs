// Pages whose code is no part of the first load.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, open, ready } from './support/browser.mjs';
import { firstLoad } from './support/first-load.mjs';
import { fixture } from './support/fixture.mjs';

const PARTS = '**/parts/*.wasm';

const held = fixture({ plain: true });

/** Opens home and follows the link to About, whose parts `answer` answers. */
async function goToAbout(answer) {
  const page = await open(held.browser, held.site.url);
  await ready(page);
  await page.route(PARTS, answer);
  await page.getByTestId('nav-about').click();
  return page;
}

test('the first load of home has no parts', async () => {
  const { files } = await firstLoad(held.browser, held.site.url);
  assert.deepEqual(files.filter((file) => file.includes('/parts/')), []);
});

test('a part is fetched once, and the reader goes on at the title of its page', async () => {
  const asked = [];
  const page = await goToAbout((route) => asked.push(route.request().url()) && route.continue());
  await page.waitForFunction(() => document.activeElement.matches('h1#page-title'));
  assert.match(await page.locator('h1').innerText(), /About/);
  await page.getByTestId('nav-home').click();
  await page.getByTestId('home-problem').waitFor();
  await page.getByTestId('nav-about').click();
  await page.getByTestId('about-hash').waitFor();
  assert.deepEqual(asked, [...new Set(asked)]);
  assert.ok(asked.length > 0);
  await close(page);
});

test('a part that is late is said to be on its way', async () => {
  let arrive;
  const late = new Promise((resolve) => {
    arrive = resolve;
  });
  const page = await goToAbout((route) => late.then(() => route.continue()));
  const coming = page.getByTestId('page-coming');
  await coming.filter({ hasText: 'on its way' }).waitFor();
  assert.equal(await coming.getAttribute('role'), 'status');
  arrive();
  await page.getByTestId('about-hash').waitFor();
  assert.equal(await coming.count(), 0);
  await close(page);
});

test('sessions that did not arrive by themselves are asked for again by whoever saves one', async () => {
  const page = await open(held.browser, 'about:blank', { acceptDownloads: true });
  let lost = true;
  await page.route(PARTS, (route) => (lost ? route.fulfill({ status: 404 }) : route.continue()));
  await page.goto(held.site.url);
  await ready(page);
  await page.locator('.toast.wrong').filter({ hasText: 'did not arrive' }).waitFor();
  const save = async () => {
    await page.getByTestId('session').click();
    await page.getByTestId('session-save').click();
  };
  await page.locator('.toast.wrong button[aria-label]').first().click();
  await save();
  await page.locator('.toast.wrong').filter({ hasText: 'did not arrive' }).waitFor();
  lost = false;
  await Promise.all([page.waitForEvent('download'), save()]);
  await page.context().close(); // the browser itself tells the console of the lost files
});

test('all that is asked of sessions before they are there is done', async () => {
  let arrive;
  const late = new Promise((resolve) => {
    arrive = resolve;
  });
  const page = await open(held.browser, 'about:blank', { acceptDownloads: true });
  await page.route(PARTS, (route) => late.then(() => route.continue()));
  await page.goto(held.site.url);
  await ready(page);
  const files = [];
  page.on('download', (download) => files.push(download.suggestedFilename()));
  for (let saves = 0; saves < 2; saves++) {
    await page.getByTestId('session').click();
    await page.getByTestId('session-save').click();
  }
  arrive();
  const both = Date.now() + 30_000;
  while (files.length < 2 && Date.now() < both) await page.waitForTimeout(50);
  assert.equal(files.length, 2);
  await page.context().close(); // it began on no origin, so each request leaves it
});

test('a part that does not arrive is named, and Retry brings it', async () => {
  let lost = true;
  const page = await goToAbout((route) => (lost ? route.fulfill({ status: 404 }) : route.continue()));
  const failed = page.getByTestId('page-failed');
  await failed.waitFor();
  assert.match(await failed.getByRole('alert').innerText(), /\/parts\/(about|shared-\d+)-[0-9a-f]+\.wasm did not arrive: 404\./);
  lost = false;
  await page.getByTestId('page-retry').click();
  await page.getByTestId('about-hash').waitFor();
  assert.equal(await failed.count(), 0);
  await page.context().close(); // the browser itself tells the console of the lost file
});
