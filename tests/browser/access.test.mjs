// Who does not use a mouse, does not see the picture, wants less motion, or has a small window.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axePath, close, hook, open, openTest, ready, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const routes = ['', 'sim/', 'learn/', 'generate/', 'terminal/', 'streams/', 'firehose/', 'sql/', 'settings/', 'inspect/', 'about/'];

/** Presses Tab until the focused element fits. */
async function tabTo(page, selector, most = 80) {
  for (let count = 0; count < most; count++) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} is not reached by Tab`);
}

test('33: the challenge is passed from the keyboard alone', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  await tabTo(page, '[data-line]');
  for (let line = 0; line < 40; line++) {
    const text = await page.evaluate(() => document.activeElement.textContent);
    if (/throttled/.test(text)) break;
    await page.keyboard.press('ArrowDown');
  }
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Shard 3: .*throttled/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'inspector-title');
  assert.equal(await page.locator('#inspector-title').innerText(), 'Shard 3');
  await page.locator('body').evaluate(() => document.activeElement.blur());
  await tabTo(page, '[data-testid=producer-web-keys]');
  await page.keyboard.press('Home');
  await until(page, async () => (await window.kinetoscope.snapshot()).view.producers[0].keys === "random");
  await hook(page, 'advance', 65_000);
  await page.getByTestId('challenge-passed').waitFor();
  await close(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`34: no page has a serious finding of axe in the ${colorScheme} theme`, async () => {
    for (const route of routes) {
      const page = await openTest(held, route, { colorScheme, bypassCSP: true });
      await hook(page, 'advance', 10_000);
      if (route === 'sim/') await page.getByTestId('stage-shard-3-select').click();
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target + ' ' + (node.any[0]?.message ?? '')).join(', ')}`);
      assert.deepEqual(told, [], `/${route}`);
      await close(page);
    }
  });
}

test('34: the scene summary names the throttled shard', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 5_000);
  await page.keyboard.press('s');
  await page.getByTestId('toasts').getByText(/Shard 3 is throttled/).waitFor();
  await close(page);
});

test('35: with reduced motion nothing moves by itself, frames come in steps, and the facts are there as text', async () => {
  const page = await open(held.browser, `${held.site.url}sim/#p=hot-key`, { reducedMotion: 'reduce' });
  await ready(page);
  assert.equal(await page.getByTestId('time-play').getAttribute('aria-label'), 'Play');
  await page.getByTestId('time-play').click();
  const counts = [];
  await page.exposeFunction('drawn', () => counts.push(1));
  await page.evaluate(() => {
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...args) {
      window.drawn();
      return clear.apply(this, args);
    };
  });
  await page.waitForTimeout(3_200);
  assert.ok(counts.length >= 1 && counts.length <= 6, `${counts.length} frames in 3.2 s`);
  assert.match(await page.getByTestId('stage-shard-3-throttle').innerText(), /refused \d+\/s/);
  assert.match(await page.getByTestId('stage-legend').innerText(), /Particles are off/);
  await close(page);
  const tested = await openTest(held, 'sim/', { reducedMotion: 'reduce' });
  assert.equal((await hook(tested, 'fps')).mode, 'stepped');
  await close(tested);
});

test('36: at 320 px no page scrolls sideways', async () => {
  for (const route of routes) {
    const page = await openTest(held, route, { width: 320, height: 640 });
    const { wide, over } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      over: [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('pre, .visually-hidden, .skip-links, .outline, .events, .strips, .sql-code, .sql-scroll'))
        .map((element) => `${element.tagName}.${element.className}`).slice(0, 5),
    }));
    assert.equal(wide, 0, `/${route}`);
    assert.deepEqual(over, [], `/${route}`);
    await close(page);
  }
});

test('37: single keys do nothing while one types', async () => {
  const page = await openTest(held);
  await page.getByTestId('try-key-field').focus();
  await page.keyboard.type('s?e. g');
  assert.equal(await page.getByTestId('try-key-field').inputValue(), 's?e. g');
  assert.equal(await page.getByTestId('help').isVisible(), false);
  assert.equal(await page.getByTestId('toasts').innerText(), '');
  assert.equal(await page.getByTestId('time-play').getAttribute('aria-label'), 'Play');
  await close(page);
});

test('keys play, step, seek and change the page', async () => {
  const page = await openTest(held);
  await page.keyboard.press('.');
  await page.waitForFunction(() => window.kinetoscope.now() === 100);
  await page.keyboard.press('.');
  await page.waitForFunction(() => window.kinetoscope.now() === 200);
  await page.keyboard.press(',');
  await page.waitForFunction(() => window.kinetoscope.now() === 100);
  await page.getByTestId('time-scrubber').focus();
  for (const [key, at] of [['ArrowRight', 1_100], ['PageUp', 61_100], ['ArrowLeft', 60_100], ['Home', 0], ['End', 61_100]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((at) => window.kinetoscope.now() === at, at);
  }
  await page.keyboard.press(']');
  await page.waitForFunction(() => document.querySelector('[data-testid=time-speed]').value === '2');
  await page.keyboard.press('?');
  await page.getByTestId('help').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('help').waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByTestId('home-problem').waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'page-title');
  await close(page);
});

test('keys pressed faster than journeys end add up', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 40_000);
  await page.getByTestId('time-scrubber').focus();
  await page.keyboard.press('Home');
  for (let count = 0; count < 12; count++) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => window.kinetoscope.now() === 12_000);
  await close(page);
});
