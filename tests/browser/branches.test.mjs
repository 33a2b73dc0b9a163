// Branches: what an action in the past replaces is kept, can be gone over to, and is compared with what is played.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axePath, close, hook, open, openTest, ready } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const button = (page) => page.getByTestId('time-branches');

/** Lets a run go on to 60 s, goes back to 20 s and changes the keys there. */
async function branch(page) {
  await hook(page, 'advance', 60_000);
  await hook(page, 'seek', 20_000);
  await change(page);
}

async function change(page) {
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await button(page).waitFor();
}

/** Opens the list, and compares with a branch of it. */
async function compare(page, number = 1) {
  await button(page).click();
  await page.getByTestId(`branch-compare-${number}`).click();
}

async function compared(page) {
  await compare(page);
  await page.getByTestId('branches-first-event').waitFor();
  await page.getByTestId('chart-branches-expired').waitFor();
}

test('8: a put in the past makes a branch, is the first difference from it, and is taken back with it', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 60_000);
  const hash = await hook(page, 'hash');
  await hook(page, 'seek', 20_000);
  assert.equal(await button(page).count(), 0);
  await page.getByTestId('dock-terminal').click();
  await page.getByTestId('terminal-input').fill('aws kinesis put-record --stream-name clicks --partition-key 123 --data dGVzdA==');
  await page.getByTestId('terminal-run').click();
  await button(page).filter({ hasText: 'Branches (1)' }).click();
  const row = await page.getByTestId('branch-1').innerText();
  assert.match(row, /parted at 00:00:20\.0 and goes on to 00:01:00\.0: 40\.0 s/);
  assert.match(row, /Nothing was done on it after that/);
  const put = /00:00:20\.0 aws kinesis put-record .*--partition-key 123/;
  assert.match(row, put);
  await page.getByTestId('branch-compare-1').click();
  await page.getByTestId('branches-first-event').waitFor();
  const sides = (id) => page.getByTestId(`branches-first-${id}`).locator('dd').allInnerTexts();
  const [done, nothing] = await sides('input');
  assert.match(done, put);
  assert.equal(nothing, 'Nothing was changed.');
  const [accepted] = await sides('event');
  assert.match(accepted, /^00:00:20\.0 Records accepted: .*count 1,/);
  await page.getByTestId('branches-close').click();
  await page.getByTestId('toast-undo').click();
  await button(page).waitFor({ state: 'detached' });
  assert.deepEqual(await hook(page, 'inputs'), []);
  await hook(page, 'seek', 60_000);
  assert.equal(await hook(page, 'hash'), hash);
  await close(page);
});

test('both courses stand in five charts, each with a name and the same values as a table', async () => {
  const page = await openTest(held);
  await branch(page);
  await compared(page);
  const charts = page.getByTestId('branches-comparison').getByRole('figure');
  assert.equal(await charts.count(), 5);
  for (const chart of await charts.all()) {
    assert.notEqual(await chart.getAttribute('aria-label'), null);
    assert.deepEqual(await chart.locator('.chart-name').allInnerTexts(), ['This run', 'Branch 1']);
  }
  await page.getByTestId('chart-branches-refused-as-table').click();
  const last = page.getByTestId('chart-branches-refused').locator('tbody tr').last();
  const [moment, ours, theirs] = await last.locator('th, td').allInnerTexts();
  assert.equal(moment, '00:01:00');
  assert.ok(Number(ours) === 0 && 500 <= Number(theirs) && Number(theirs) <= 600, `${ours} and ${theirs}`);
  await page.getByTestId('branches-span').selectOption('10.0 s');
  await page.waitForFunction(() => /00:00:30$/m.test(document.querySelector('[data-testid=chart-branches-refused] tbody tr:last-child th')?.textContent));
  await page.getByTestId('branches-back').click();
  await page.getByTestId('branch-1').waitFor();
  await close(page);
});

test('one goes over to a branch and back, at the same moment', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 30_000);
  const before = await hook(page, 'hash');
  await branch(page);
  await hook(page, 'advance', 10_000);
  const after = await hook(page, 'hash');
  for (const [number, expected] of [[1, before], [2, after]]) {
    await button(page).click();
    await page.getByTestId(`branch-switch-${number}`).click();
    await page.getByTestId('toasts').getByText(`You are on what was Branch ${number}.`).waitFor();
    assert.equal(await hook(page, 'now'), 30_000);
    assert.equal(await hook(page, 'hash'), expected);
  }
  await button(page).filter({ hasText: 'Branches (1)' }).click();
  assert.match(await page.getByTestId('branch-3').innerText(), /You went over from it to another course/);
  await close(page);
});

test('three branches are kept, each with a line where it goes, and the fourth tells which one is gone', async () => {
  const page = await openTest(held);
  await hook(page, 'advance', 40_000);
  for (const seconds of [30, 20, 15, 10]) {
    await hook(page, 'advance', 2_000);
    await hook(page, 'seek', seconds * 1_000);
    await change(page);
  }
  await page.getByTestId('toasts').getByText('Branch 1 is gone: 3 branches are kept').waitFor();
  assert.equal(await button(page).innerText(), 'Branches (3)');
  const scrubber = await page.getByTestId('time-scrubber').boundingBox();
  const boxes = await Promise.all((await page.locator('.branch-line').all()).map((line) => line.boundingBox()));
  const at = (seconds) => scrubber.x + (scrubber.width * seconds) / 60;
  for (const [place, [from, to]] of [[20, 32], [15, 22], [10, 17]].entries()) {
    assert.ok(Math.abs(boxes[place].x - at(from)) < 1 && Math.abs(boxes[place].x + boxes[place].width - at(to)) < 1, `${place}: ${JSON.stringify(boxes[place])}`);
  }
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-field').fill('branches');
  await page.keyboard.press('Enter');
  await page.getByTestId('branch-2').waitFor();
  await page.getByTestId('branches-close').click();
  await page.evaluate(() => { location.hash = '#p=first-record'; });
  await page.getByTestId('toasts').getByText('The branches are gone with the run').waitFor();
  assert.equal(await button(page).count(), 0);
  await close(page);
});

for (const [where, query] of [['in a worker', ''], ['in the page', '&worker=0']]) {
  test(`${where}, the whole engine goes on with the branches`, async () => {
    const page = await openTest(held, '', { query });
    await hook(page, 'advance', 30_000);
    const hash = await hook(page, 'hash');
    await branch(page);
    await hook(page, 'advance', 10_000);
    await hook(page, 'whole');
    await button(page).filter({ hasText: 'Branches (1)' }).click();
    await page.getByTestId('branch-switch-1').click();
    await page.getByTestId('toasts').getByText('You are on what was Branch 1.').waitFor();
    assert.equal(await hook(page, 'hash'), hash);
    await close(page);
  });
}

test('without the whole engine nothing is compared, and that is said; Retry brings it', async () => {
  let lost = true;
  const page = await open(held.browser, 'about:blank');
  await page.route('**/whole/engine_bg.wasm', (route) => (lost ? route.fulfill({ status: 404 }) : route.continue()));
  await page.goto(`${held.site.url}?test=1`);
  await ready(page);
  await branch(page);
  await compare(page);
  await page.getByTestId('branches-failed').filter({ hasText: '404 for /whole/engine_bg.wasm' }).waitFor();
  lost = false;
  await page.getByTestId('branches-retry').click();
  await page.getByTestId('branches-first-event').waitFor();
  await page.context().close(); // the browser itself tells the console of the lost file
});

for (const colorScheme of ['light', 'dark']) {
  test(`34: the branches have no serious finding of axe in the ${colorScheme} theme`, async () => {
    const page = await openTest(held, 'sim/', { colorScheme, bypassCSP: true });
    await branch(page);
    await page.addScriptTag({ path: axePath });
    const check = async (state) => {
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(', ')}`);
      assert.deepEqual(told, [], state);
    };
    await check('the line of time');
    await button(page).click();
    await check('the list');
    await page.getByTestId('branch-compare-1').click();
    await page.getByTestId('chart-branches-expired').waitFor();
    await check('the comparison');
    await close(page);
  });
}

test('36: at 320 px the branches need no scrolling sideways', async () => {
  const page = await openTest(held, 'sim/', { width: 320, height: 640 });
  await branch(page);
  const fits = (state) => page.evaluate((state) => {
    for (const box of [document.documentElement, document.querySelector('[data-testid=branches]')]) {
      if (box.clientWidth < box.scrollWidth) throw new Error(`${state}: ${box.scrollWidth} of ${box.clientWidth}`);
    }
  }, state);
  await fits('the line of time');
  await compared(page);
  await fits('the comparison');
  await page.getByTestId('branches-back').click();
  await fits('the list');
  await close(page);
});
