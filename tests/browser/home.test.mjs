// Acceptance checks 1 and 2, and what must hold on every page: nothing leaves the origin, nothing lands on the console.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, open, openTest, ready } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';
import { serveSite } from './support/site.mjs';

const held = fixture();

test('1: home has a title, one h1 and a moving strip, and asks nobody else for anything', async () => {
  const page = await open(held.browser, held.site.url);
  await page.waitForSelector('#poster, [data-testid=stage]', { timeout: 2_000 });
  await ready(page);
  assert.match(await page.title(), /Kinetoscope/);
  assert.equal(await page.locator('h1').count(), 1);
  const clock = page.getByTestId('time-clock').locator('.clock-elapsed');
  const before = await clock.textContent();
  await page.waitForFunction((old) => document.querySelector('.clock-elapsed').textContent !== old, before);
  await page.waitForFunction(() => Number(document.querySelector('[data-testid=home-refused]').textContent) > 400);
  await close(page);
});

test('2: home without JavaScript explains itself and shows a still picture', async () => {
  const page = await open(held.browser, held.site.url, { javaScriptEnabled: false });
  assert.equal(await page.locator('h1').count(), 1);
  assert.ok(await page.locator('#poster').isVisible());
  const text = await page.locator('main').innerText();
  assert.match(text, /strip of film/);
  assert.match(text, /JavaScript is off/);
  await close(page);
});

test('the three doors and the challenge lead somewhere', async () => {
  const page = await open(held.browser, held.site.url);
  await ready(page);
  await page.getByTestId('home-challenge').click();
  await page.getByTestId('challenge').waitFor();
  assert.match(page.url(), /\/sim\/$/);
  await page.goBack();
  await page.getByTestId('home-problem').waitFor();
  const links = await page.locator('main a').evaluateAll((all) => all.map((link) => link.href));
  assert.ok(links.length >= 2);
  for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  await close(page);
});

test('home tells the story of the scenario that is on its stage', async () => {
  for (const [fragment, own] of [['', true], ['#p=hot-key', true], ['#p=reshard', false], ['#p=hot-key&stream.1.shards=8', false]]) {
    const page = await openTest(held, '', { fragment });
    const story = await page.getByTestId('home-problem').innerText();
    assert.equal(/Four shards, and still not enough/.test(story), own, `${fragment}: ${story}`);
    assert.equal(/Seven of ten records/.test(story), own, `${fragment}: ${story}`);
    await close(page);
  }
});

test('every page opens from its own address, from a folder below any path, and goes on to the others', async () => {
  const below = await serveSite({ path: '/some/where/' });
  try {
    for (const [path, heading] of [['', /see, stop, rewind/], ['sim/', /One key/], ['settings/', /Settings/], ['about/', /About/]]) {
      const page = await open(held.browser, below.url + path);
      await ready(page);
      assert.match(await page.locator('h1').innerText(), heading);
      await page.getByTestId('nav-about').click();
      assert.equal(page.url(), `${below.url}about/`);
      await page.getByTestId('about-operations').first().waitFor();
      assert.match(await page.getByTestId('about-operations').first().innerText(), /SplitShard/);
      assert.match(await page.getByTestId('about-unsupported').first().textContent(), /Channels deliver to S3.*CreateChannel/s);
      await close(page);
    }
  } finally {
    await below.stop();
  }
});

test('40: an engine that does not arrive is said, and Retry brings it', async () => {
  const page = await open(held.browser, 'about:blank');
  await page.route('**/engine_bg.wasm', (route) => route.abort(), { times: 1 });
  await page.goto(held.site.url);
  await page.getByTestId('engine-failure').waitFor();
  await page.getByTestId('engine-retry').click();
  await ready(page);
  assert.equal(await page.getByTestId('engine-failure').count(), 0);
  await page.context().close();
});

test('the engine runs in the page where no worker can start', async () => {
  const page = await open(held.browser, `${held.site.url}about/?worker=0`);
  await ready(page);
  await page.getByText('in the page, no worker').waitFor();
  await page.getByTestId('nav-simulator').click();
  await page.waitForFunction(() => document.querySelector('.clock-elapsed').textContent > '00:00:41');
  await close(page);
});
