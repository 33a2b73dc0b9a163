// The whole engine takes over from the small one: same session, same moment, same events.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, open, openTest, ready } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

/** A session with an action, looked at before its latest moment. */
async function play(page) {
  await hook(page, 'advance', 20_000);
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await hook(page, 'advance', 20_000);
  await hook(page, 'seek', 30_000);
}

/** All by which two runs are told apart. */
async function stand(page) {
  const { view, furthest, marks } = await hook(page, 'snapshot');
  const [hash, session] = [await hook(page, 'hash'), await hook(page, 'session')];
  return { hash, session, elapsed: view.elapsed_us, furthest, marks };
}

for (const [where, query] of [['in a worker', ''], ['in the page', '&worker=0']]) {
  test(`${where}, the whole engine stands where the small one stood and goes on as it would have`, async () => {
    const page = await openTest(held, '', { query });
    await play(page);
    const before = await stand(page);
    await hook(page, 'whole');
    assert.deepEqual(await stand(page), before);
    await hook(page, 'advance', 20_000);
    const small = await openTest(held, '', { query });
    await play(small);
    await hook(small, 'advance', 20_000);
    assert.deepEqual(await stand(page), await stand(small));
    await close(small);
    await close(page);
  });
}

test('a clock that runs goes on running', async () => {
  const page = await openTest(held, '');
  await hook(page, 'play');
  await hook(page, 'whole');
  assert.equal(await page.getByTestId('time-play').getAttribute('aria-label'), 'Pause');
  const before = await hook(page, 'now');
  await page.waitForFunction((before) => window.kinetoscope.now() > before, before);
  await close(page);
});

test('About lists what only the whole engine does, come from another page or straight', async () => {
  for (const path of ['', 'about/']) {
    const page = await open(held.browser, held.site.url + path);
    await ready(page);
    await page.getByTestId('nav-about').click();
    await page.getByTestId('about-operations').filter({ hasText: 'SubscribeToShard' }).waitFor();
    assert.equal(await page.getByTestId('about-extent').innerText(), 'whole engine');
    await close(page);
  }
});

test('a whole engine that does not arrive leaves the small one going, is named, and Retry brings it', async () => {
  for (const path of ['', 'about/']) {
    let lost = true;
    const page = await open(held.browser, 'about:blank');
    await page.route('**/whole/engine_bg.wasm', (route) => (lost ? route.fulfill({ status: 404 }) : route.continue()));
    await page.goto(`${held.site.url}${path}?test=1`);
    await ready(page);
    await hook(page, 'advance', 10_000);
    const hash = await hook(page, 'hash');
    await page.getByTestId('nav-about').click();
    const failure = page.getByTestId('whole-failure');
    await failure.waitFor();
    assert.match(await failure.innerText(), /404 for \/whole\/engine_bg\.wasm/);
    assert.equal(await hook(page, 'hash'), hash);
    assert.match(await page.getByTestId('about-operations').first().innerText(), /SplitShard/);
    lost = false;
    await page.getByTestId('whole-retry').click();
    await page.getByTestId('about-operations').filter({ hasText: 'SubscribeToShard' }).waitFor();
    assert.equal(await failure.count(), 0);
    assert.equal(await hook(page, 'hash'), hash);
    await page.context().close(); // the browser itself tells the console of the lost file
  }
});
