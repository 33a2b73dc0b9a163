// The lessons: each is passed by a solution and not by what falls short of one, and what a learner did is kept.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, close, hook, open, openTest, ready, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const SLUGS = ['first-record', 'keys-choose-shards', 'hot-shard', 'reshard', 'five-cursors', 'retention-edge', 'five-reads', 'size-or-time', 'redshift-by-way-of-s3'];
const HOUR = 3_600_000;

/** Opens a lesson, its scenario on the stage and an engine that judges. */
async function lesson(slug, options = {}) {
  const page = await openTest(held, `learn/${slug}/`, { fragment: '', ...options });
  await page.locator('[data-testid=lesson][data-there=true]').waitFor();
  await page.getByTestId('challenge-check').first().waitFor();
  return page;
}

const state = (page) => page.getByTestId('lesson').getAttribute('data-state');
const passed = (page) => page.locator('[data-testid=lesson][data-state^=passed]').waitFor();

/** The line of the check list with this beginning, once it is judged so. */
const line = (page, label, holds) =>
  page.locator(`[data-testid=challenge-check]${holds ? '.holds' : ':not(.holds)'}`).filter({ hasText: label }).waitFor();

/** Answers the questions: the text of a choice, or what is typed. */
async function say(page, answers) {
  const again = page.getByTestId('bet-change');
  if (await again.count()) await again.click();
  for (const [id, answer] of Object.entries(answers)) {
    const field = page.getByTestId(`bet-${id}-field`);
    if (await field.count()) await field.fill(answer);
    else await page.getByTestId(`bet-${id}`).getByText(answer, { exact: true }).click();
  }
  await page.getByTestId('bet-place').click();
  await page.locator('[data-testid=lesson-bet][data-state=placed]').waitFor();
}

/** Does something and waits until it is an input. After a way back it may replace several, so their number says nothing. */
async function acting(page, act) {
  const before = JSON.stringify(await hook(page, 'inputs'));
  await act();
  await until(page, async (before) => JSON.stringify(await window.kinetoscope.inputs()) !== before, before);
}

/** Makes the call of a step, with other values in its fields, and gives the answer. */
async function call(page, step, fields = {}, outcome = 'answered') {
  for (const [member, value] of Object.entries(fields)) await page.getByTestId(`call-${step}-${member}`).fill(value);
  await acting(page, () => page.getByTestId(`call-${step}-run`).click());
  await page.locator(`[data-testid=call-${step}-outcome] [data-state=${outcome}]`).waitFor();
  return page.getByTestId(`call-${step}-answer`).innerText();
}

/** Clicks on what a step offers. */
async function offer(page, step, label) {
  await acting(page, () => page.getByTestId(`step-${step}`).getByRole('button', { name: label, exact: true }).click());
}

const seconds = (page, count) => hook(page, 'advance', count * 1_000);

test('the list has nine lessons, says how far each is, and leads to each', async () => {
  const page = await openTest(held, 'learn/', { fragment: '' });
  await page.getByTestId('learn-lessons').waitFor();
  assert.equal(await page.locator('.lesson-card').count(), SLUGS.length);
  assert.equal(await page.getByTestId('learn-done').innerText(), '0 of 9 lessons passed');
  for (const slug of SLUGS) {
    assert.equal(await page.getByTestId(`learn-lesson-${slug}`).getAttribute('data-state'), 'not-started');
    const { status, text } = await page.evaluate(async (path) => {
      const response = await fetch(path);
      return { status: response.status, text: await response.text() };
    }, `${slug}/`);
    assert.equal(status, 200);
    assert.match(text, /<title>.+ - Kinetoscope<\/title>/);
  }
  await page.getByTestId('learn-open-hot-shard').click();
  await page.locator('[data-testid=lesson][data-slug=hot-shard]').waitFor();
  assert.match(page.url(), /\/learn\/hot-shard\/\?test=1$/);
  assert.match(await page.title(), /^The hot shard/);
  await page.getByTestId('lesson-next').click();
  await page.locator('[data-testid=lesson][data-slug=reshard][data-there=true]').waitFor();
  await page.getByTestId('nav-learn').click();
  await page.getByTestId('learn-lessons').waitFor();
  await close(page);
});

test('38: first-record', async () => {
  const page = await lesson('first-record');
  assert.match(await call(page, 0, { StreamName: 'mine' }), /^Done/);
  const waits = page.getByTestId('call-0-waits');
  await waits.getByText('mine is CREATING: press Play, and it is ACTIVE in a few seconds.').waitFor();
  await line(page, 'A stream of your own is ACTIVE', false);
  await seconds(page, 3);
  assert.equal(await waits.innerText(), '');
  assert.match(await call(page, 1, { StreamName: 'mine' }), /"ACTIVE"/);
  await call(page, 2, { StreamName: 'mine' });
  await call(page, 3, { StreamName: 'mine' });
  const answer = JSON.parse(await call(page, 4));
  const [{ Data }] = answer.Records;
  await say(page, { payload: Data });
  await line(page, 'At least 1 of 1 right', false);
  assert.equal(await state(page), 'in-progress');
  assert.equal(await page.getByTestId('bet-told-payload').innerText(), 'Not yet. Look again.');
  await say(page, { payload: 'my first words' });
  await passed(page);
  await page.getByTestId('lesson-on').click();
  await page.locator('[data-testid=lesson][data-slug=keys-choose-shards]').waitFor();
  await close(page);
});

test('38: keys-choose-shards', async () => {
  const page = await lesson('keys-choose-shards');
  await say(page, { 'key-1': '0', 'key-2': '1', 'key-3': '0', 'key-4': '3' });
  await call(page, 1, { PartitionKey: 'celebrity' });
  await call(page, 1, { PartitionKey: '123' });
  await line(page, 'Two different keys in one shard', false);
  assert.equal(await page.locator('.bet-told.right').count(), 3);
  await call(page, 2, { PartitionKey: 'user-1' });
  await call(page, 3, { 'ExplicitHashKey': '999999999999999999999999999999999999999999' }, 'refused');
  assert.equal(await state(page), 'in-progress');
  await call(page, 3, { PartitionKey: 'celebrity', ExplicitHashKey: '0' });
  await passed(page);
  await close(page);
});

test('38: hot-shard', async () => {
  const page = await lesson('hot-shard');
  await say(page, { split: 'no' });
  await seconds(page, 5);
  const split = { StreamName: 'clicks', ShardToSplit: 'shardId-000000000003', NewStartingHashKey: '297747071055821155530452781502797185024' };
  await hook(page, 'act', { call: { operation: 'SplitShard', input: split } });
  await seconds(page, 70);
  await line(page, 'No record refused for 60 s', false);
  await line(page, 'At most 4 open shards', false);
  await hook(page, 'seek', 4_000);
  await page.getByTestId('producer-web-keys').selectOption('random');
  await seconds(page, 65);
  await passed(page);
  await close(page);
});

test('38: reshard', async () => {
  const page = await lesson('reshard');
  const splitAndMerge = async () => {
    await seconds(page, 10);
    await call(page, 2);
    await seconds(page, 20);
    await call(page, 4);
    await seconds(page, 20);
  };
  await say(page, { parent: 'no' });
  await splitAndMerge();
  await line(page, 'billing saw every key in order', false);
  assert.equal(await state(page), 'in-progress');
  await hook(page, 'seek', 0);
  await offer(page, 1, 'Parents first');
  await splitAndMerge();
  await passed(page);
  await close(page);
});

test('38: five-cursors', async () => {
  const page = await lesson('five-cursors');
  const names = ['oldest', 'newest', 'at-time', 'at-number'];
  for (const name of names) await offer(page, 1, `Start ${name}`);
  await seconds(page, 10);
  const wrong = { oldest: 'record 0', newest: 'the next that comes', 'at-time': 'record 0', 'at-number': 'record 45', 'after-number': 'record 45' };
  await say(page, wrong);
  await line(page, 'At least 4 of 5 right', false);
  await offer(page, 1, 'Start after-number');
  await offer(page, 2, 'Stop oldest');
  await seconds(page, 310);
  await offer(page, 3, 'Start oldest');
  await seconds(page, 5);
  assert.equal(await state(page), 'in-progress');
  await say(page, { 'at-number': 'record 44' });
  await passed(page);
  await close(page);
});

test('38: retention-edge', async () => {
  const page = await lesson('retention-edge');
  assert.equal(await hook(page, 'now'), 20 * HOUR);
  await say(page, { hour: '26' });
  await hook(page, 'advance', 14 * HOUR);
  await line(page, 'No record expired before it was read', false);
  await hook(page, 'seek', 20 * HOUR);
  await call(page, 1, { RetentionPeriodHours: '48' });
  await hook(page, 'advance', 14 * HOUR);
  await passed(page);
  await close(page);
});

test('38: five-reads', async () => {
  const page = await lesson('five-reads');
  await seconds(page, 5);
  for (const name of ['billing', 'fraud', 'search', 'alerts']) await offer(page, 1, `Fan-out for ${name}`);
  await say(page, { price: '0.02' });
  await seconds(page, 120);
  await line(page, 'No read refused for 60 s', true);
  await line(page, 'At least 1 of 1 right', false);
  await say(page, { price: '0.30' });
  await passed(page);
  await close(page);
});

test('38: size-or-time', async () => {
  const page = await lesson('size-or-time');
  await say(page, { clicks: '5', orders: '42', alarms: '60' });
  await seconds(page, 70);
  await line(page, 'An object closed by size', true);
  await line(page, 'An object closed by interval', true);
  await line(page, 'At least 3 of 3 right', false);
  await say(page, { clicks: '8' });
  await line(page, 'At least 3 of 3 right', true);
  assert.equal(await state(page), 'in-progress');
  await offer(page, 3, 'Add the function');
  await seconds(page, 90);
  await passed(page);
  await close(page);
});

test('38: redshift-by-way-of-s3', async () => {
  const page = await lesson('redshift-by-way-of-s3');
  await say(page, { returns: 'no' });
  await offer(page, 0, 'Create orders-to-warehouse');
  await seconds(page, 130);
  await line(page, 'As many rows as records were accepted', true);
  await offer(page, 2, 'Redshift is down for 6 minutes');
  await seconds(page, 600);
  await line(page, 'orders-to-warehouse gave a COPY up', true);
  await line(page, 'As many rows as records were accepted', false);
  await offer(page, 3, 'Open the newest manifest');
  await line(page, 'A manifest of skipped objects was opened', true);
  assert.equal(await state(page), 'in-progress');
  await offer(page, 4, 'COPY what the manifests list');
  await passed(page);
  await close(page);
});

test('33: the third lesson is passed from the keyboard alone', async () => {
  const page = await lesson('hot-shard');
  const tabTo = async (selector) => {
    for (let count = 0; count < 120; count++) {
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${selector} is not reached by Tab`);
  };
  await tabTo('[data-testid=bet-split-0]');
  await page.keyboard.press('ArrowDown');
  await tabTo('[data-testid=bet-place]');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=lesson-bet][data-state=placed]').waitFor();
  await tabTo('[data-testid=producer-web-keys]');
  await page.keyboard.press('Home');
  await until(page, async () => (await window.kinetoscope.snapshot()).view.producers[0].keys === 'random');
  await seconds(page, 65);
  await passed(page);
  await close(page);
});

test('38: hints are counted, and progress is kept, taken along and brought back', async () => {
  const page = await lesson('hot-shard');
  assert.equal(await state(page), 'not-started');
  await page.getByTestId('lesson-hint').click();
  await page.getByTestId('lesson-hint').click();
  assert.equal(await page.getByTestId('lesson-hints').getAttribute('data-open'), '2');
  assert.ok(await page.getByTestId('lesson-hint-1').isVisible());
  assert.equal(await page.getByTestId('lesson-hint-2').isVisible(), false);
  assert.equal(await state(page), 'in-progress');
  await say(page, { split: 'no' });
  await page.getByTestId('producer-web-keys').selectOption('random');
  await seconds(page, 65);
  await passed(page);
  assert.equal(await state(page), 'passed');
  await page.getByTestId('nav-learn').click();
  const card = page.getByTestId('learn-lesson-hot-shard');
  await card.waitFor();
  assert.equal(await page.getByTestId('learn-done').innerText(), '1 of 9 lessons passed');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('learn-export').click()]);
  const file = await readFile(await download.path(), 'utf8');
  assert.equal(JSON.parse(file).lessons['hot-shard'].hints, 2);
  await page.getByTestId('learn-forget').click();
  await page.getByTestId('learn-forget-sure').click();
  assert.equal(await card.getAttribute('data-state'), 'not-started');
  const give = (buffer) => page.getByTestId('learn-import').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(buffer) });
  await give('{}');
  await page.getByTestId('toasts').getByText('This is no progress file').waitFor();
  await give(file);
  await page.locator('[data-testid=learn-lesson-hot-shard][data-state=passed]').waitFor();
  await page.reload();
  await page.locator('[data-testid=learn-lesson-hot-shard][data-state=passed]').waitFor();
  await close(page);
});

test('a lesson leaves the scenario of the address as it was', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=hot-key&producer.1.rate=1500' });
  await page.getByTestId('nav-learn').click();
  await page.getByTestId('learn-open-reshard').click();
  await page.locator('[data-testid=lesson][data-there=true]').waitFor();
  const streams = async () => (await hook(page, 'snapshot')).view.streams.map((stream) => stream.name);
  assert.deepEqual(await streams(), ['orders']);
  await page.getByTestId('nav-simulator').click();
  await until(page, async () => (await window.kinetoscope.snapshot()).view.streams[0].name === 'clicks');
  assert.equal((await hook(page, 'snapshot')).view.producers[0].records_per_second, 1_500);
  await close(page);
});

test('a run of the lesson that was kept goes on being judged, and another run is not', async () => {
  const page = await lesson('hot-shard');
  await page.getByTestId('producer-web-keys').selectOption('random');
  await until(page, async () => (await window.kinetoscope.inputs()).length === 1);
  await seconds(page, 65);
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.waitForTimeout(500);
  await page.reload();
  await line(page, 'No record refused for 60 s', false);
  await page.getByTestId('kept-restore').click();
  await line(page, 'No record refused for 60 s', true);
  await page.getByTestId('nav-learn').click();
  await page.getByTestId('learn-open-first-record').click();
  await page.locator('[data-testid=lesson][data-slug=first-record][data-there=true]').waitFor();
  await page.getByTestId('session').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTestId('session-open').click()]);
  await chooser.setFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"version":1,"id":"mine","title":"Mine","streams":[{"name":"s"}]}') });
  await page.getByTestId('offer-open').click();
  await page.getByTestId('lesson-again').click();
  await page.locator('[data-testid=lesson][data-there=true]').waitFor();
  assert.equal((await hook(page, 'snapshot')).view.streams[0].name, 'orders');
  await close(page);
});

test('the palette leads to a lesson', async () => {
  const page = await openTest(held);
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-field').fill('lesson merge');
  await page.getByTestId('palette-option').first().filter({ hasText: 'Split and merge safely' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=lesson][data-slug=reshard][data-there=true]').waitFor();
  await close(page);
});

test('a link for a class leaves parts out, and keeps doing so on the way', async () => {
  const page = await lesson('hot-shard');
  await page.getByTestId('teacher').locator('summary').click();
  for (const part of ['hints', 'why', 'pages']) await page.getByTestId(`teacher-${part}`).check();
  const link = await page.getByTestId('teacher-link').innerText();
  assert.match(link, /\/learn\/hot-shard\/\?hide=hints,why,pages$/);
  const pupil = await open(held.browser, link);
  await ready(pupil);
  await pupil.getByTestId('lesson-checks').waitFor();
  for (const hidden of ['lesson-hints', 'lesson-notes', 'nav-learn', 'lesson-next', 'teacher']) {
    assert.equal(await pupil.getByTestId(hidden).isVisible(), false, hidden);
  }
  assert.ok(await pupil.getByTestId('lesson-bet').isVisible());
  await close(pupil);
  await close(page);
});

for (const [width, height] of [[1440, 900], [768, 1024], [360, 740], [320, 640]]) {
  test(`at ${width} x ${height} the lesson and its stage are both in sight, and nothing scrolls sideways`, async () => {
    const page = await lesson('hot-shard', { width, height });
    const [title, stage] = await Promise.all(['lesson-goal', 'lesson-stage'].map((id) => page.getByTestId(id).boundingBox()));
    assert.ok(title.y + title.height < height, 'the goal is out of sight');
    const shown = width < 768 ? 40 : 100; // a phone shows it folded until something happens
    assert.ok(stage.y < height - shown && Math.min(stage.y + stage.height, height) - stage.y > shown, 'the stage is out of sight');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await close(page);
  });
}

test('on a phone the stage opens with the first thing that happens, and makes room for what a pass says', async () => {
  const page = await lesson('hot-shard', { width: 360, height: 740 });
  const folded = page.locator('.lesson-stage.folded');
  await folded.waitFor();
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await folded.waitFor({ state: 'detached' });
  await say(page, { split: 'no' });
  await seconds(page, 70);
  await passed(page);
  await folded.waitFor();
  await close(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`34: the lessons have no serious finding of axe in the ${colorScheme} theme`, async () => {
    for (const path of ['learn/', 'learn/first-record/', 'learn/five-cursors/']) {
      const page = await openTest(held, path, { fragment: '', colorScheme, bypassCSP: true });
      await page.locator('.lesson-card, .lesson[data-there=true]').first().waitFor();
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target + ' ' + (node.any[0]?.message ?? '')).join(', ')}`);
      assert.deepEqual(told, [], path);
      await close(page);
    }
  });
}

const random = { producer: { name: 'web', keys: 'random' } };

test('a challenge that is passed in the simulator is taken to the lesson, which asks one thing more', async () => {
  const page = await openTest(held);
  await hook(page, 'act', random);
  await hook(page, 'advance', 62_000);
  assert.match(await page.getByTestId('challenge-credit').innerText(), /^Lesson 3\W+The hot shard\W+asks the same, and besides: every question answered\./);
  const hash = await hook(page, 'hash');
  await page.getByTestId('challenge-bring').click();
  await page.locator('[data-testid=lesson][data-slug=hot-shard][data-there=true]').waitFor();
  await line(page, 'No record refused for 60 s', true);
  assert.equal(await hook(page, 'hash'), hash);
  assert.equal(await page.getByTestId('kept').count(), 0);
  await say(page, { split: 'no' });
  await passed(page);
  await close(page);
});

test('where the bets are made, passing the challenge passes the lesson too, and home goes on to the next', async () => {
  const page = await lesson('hot-shard', { fragment: '#p=hot-key' });
  await say(page, { split: 'yes' });
  await page.getByTestId('nav-home').click();
  await page.getByTestId('home-challenge').click();
  await page.getByTestId('challenge').waitFor();
  await hook(page, 'act', random);
  await hook(page, 'advance', 62_000);
  assert.match(await page.getByTestId('challenge-credit').innerText(), /^Lesson 3\W+The hot shard\W+asks the same, so it is passed too/);
  assert.match(await page.getByTestId('challenge-next').innerText(), /lesson 4, Split and merge safely/);
  await page.getByTestId('nav-learn').click();
  await page.locator('[data-testid=learn-lesson-hot-shard][data-state^=passed]').waitFor();
  await page.getByTestId('nav-home').click();
  await page.getByTestId('home-passed').waitFor();
  assert.equal(await page.getByTestId('home-challenge').count(), 0);
  await page.getByTestId('home-next').click();
  await page.locator('[data-testid=lesson][data-slug=reshard]').waitFor();
  await close(page);
});

test('a lesson keeps the run that was there, if somebody did something in it, and the way back to it', async () => {
  const page = await openTest(held, 'sim/');
  await hook(page, 'advance', 7_000);
  await page.getByTestId('nav-learn').click();
  await page.getByTestId('learn-open-reshard').click();
  await page.locator('[data-testid=lesson][data-slug=reshard][data-there=true]').waitFor();
  assert.equal(await page.getByTestId('kept').count(), 0);
  await page.getByTestId('nav-simulator').click();
  await until(page, async () => (await window.kinetoscope.snapshot()).view.streams[0].name === 'clicks');
  await hook(page, 'act', random);
  await hook(page, 'advance', 7_000);
  const hash = await hook(page, 'hash');
  await page.getByTestId('nav-learn').click();
  await page.getByTestId('learn-open-reshard').click();
  await page.locator('[data-testid=lesson][data-slug=reshard][data-there=true]').waitFor();
  assert.match(await page.getByTestId('kept').innerText(), /Your run is kept\. One key takes it all, at 00:00:07\.0, with 1 action\./);
  // What is done in one lesson takes nothing away, nor does the next lesson.
  await seconds(page, 3);
  await offer(page, 1, 'Parents first');
  await page.getByTestId('lesson-next').click();
  await page.locator('[data-testid=lesson][data-slug=five-cursors][data-there=true]').waitFor();
  await page.getByTestId('kept').getByText('One key takes it all').waitFor();
  await page.getByTestId('kept-restore').click();
  await page.getByText('The run is back').waitFor();
  await page.getByTestId('challenge').waitFor();
  assert.equal(await hook(page, 'hash'), hash);
  assert.equal(await page.getByTestId('kept').count(), 0);
  await close(page);
});
