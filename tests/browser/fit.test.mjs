// What a reader should see without looking for it: the whole stage, the reason, the way out, and what was selected.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, openTest } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const phone = { width: 360, height: 740 };
const tablet = { width: 768, height: 1024 };

/** The simulator some way in, at a size. */
async function stage(size = {}) {
  const page = await openTest(held, 'sim/', size);
  await hook(page, 'advance', 45_000);
  return page;
}

const box = (page, testid) => page.getByTestId(testid).first().boundingBox();

/** Selects shard 3, which must stay in sight above its inspector; where the button is that splits it. */
async function selectShard(page) {
  await page.getByTestId('stage-shard-3-select').click();
  await page.getByTestId('inspector-selection').waitFor();
  await page.waitForTimeout(100);
  const [strip, sheet] = [await box(page, 'stage-shard-3'), await box(page, 'inspector-selection')];
  assert.ok(strip.y + strip.height <= sheet.y, `the strip ends at ${strip.y + strip.height}, the sheet begins at ${sheet.y}`);
  return box(page, 'split-run');
}

test('at 1440 x 900 the whole stage is above the dock, and so is the answer about a key', async () => {
  const page = await stage();
  await page.getByTestId('try-key-field').fill('user-1');
  await page.getByTestId('try-key-answer').waitFor();
  const dock = await box(page, 'dock');
  for (const id of ['stage', 'stage-legend', 'challenge', 'try-key-answer']) {
    const { y, height } = await box(page, id);
    assert.ok(y + height <= dock.y, `${id} ends at ${y + height}, the dock begins at ${dock.y}`);
  }
  await close(page);
});

test('the challenge stays where it is when something is selected, as one line that can be opened', async () => {
  for (const size of [{}, tablet]) {
    const page = await stage(size);
    const before = await box(page, 'challenge');
    await page.getByTestId('stage-shard-3-select').click();
    await page.getByTestId('inspector-selection').waitFor();
    await page.getByTestId('challenge-check').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(100);
    const [line, selection] = [await box(page, 'challenge'), await box(page, 'inspector-selection')];
    assert.ok(Math.abs(line.y - before.y) < 40 && line.height < 120, JSON.stringify([before, line]));
    assert.ok(line.y + line.height <= selection.y, `${line.y + line.height}, ${selection.y}`);
    assert.match(await page.getByTestId('challenge-stands').innerText(), /^2 of 3 hold: last refusal 0 s ago$/);
    await page.getByTestId('challenge-toggle').click();
    assert.equal(await page.getByTestId('challenge-check').count(), 3);
    await page.getByTestId('challenge-toggle').click();
    assert.equal(await page.getByTestId('challenge-check').count(), 0);
    await close(page);
  }
});

test('on a phone the challenge is the first line, and opens on a tap', async () => {
  const page = await stage(phone);
  const [line, strip] = [await box(page, 'challenge'), await box(page, 'stage')];
  assert.ok(line.height < 64 && line.y + line.height < strip.y, JSON.stringify([line, strip]));
  assert.match(await page.getByTestId('challenge').innerText(), /Stop the throttling.*\s+2 of 3 hold: last refusal 0 s ago/);
  await page.getByTestId('challenge-toggle').click();
  assert.equal(await page.getByTestId('challenge-check').count(), 3);
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await page.getByTestId('challenge-toggle').click();
  await hook(page, 'advance', 62_000);
  await page.getByTestId('challenge-passed').waitFor();
  await close(page);
});

test('on a phone the stage turns to the shard that refuses, until somebody turns to another', async () => {
  const page = await stage(phone);
  const inSight = (number) =>
    page.waitForFunction((number) => {
      const { left, right } = document.getElementById(`strip-${number}`).getBoundingClientRect();
      return 0 <= left && right <= innerWidth;
    }, number);
  const all = async (key) => {
    await hook(page, 'act', { producer: { name: 'web', keys: { fixed: { key } } } });
    await hook(page, 'advance', 3_000);
  };
  await inSight(3);
  await all('123');
  await inSight(0);
  await page.evaluate(() => document.getElementById('strip-2').scrollIntoView({ block: 'nearest' }));
  await inSight(2);
  await all('user-6');
  assert.equal((await hook(page, 'snapshot')).view.streams[0].shards[1].state, 'throttled');
  await page.waitForTimeout(300);
  await inSight(2);
  await close(page);
});

test('on a phone the sheet of a shard says why it refuses above what can be done, and can be closed from its end', async () => {
  const page = await stage(phone);
  const split = await selectShard(page);
  const reason = await box(page, 'shard-reason');
  assert.match(await page.getByTestId('shard-reason').innerText(), /refuses \d+ records\/s.*takes 1,000 records\/s/);
  assert.ok(reason.y + reason.height <= split.y);
  await page.getByTestId('inspector-selection').evaluate((sheet) => sheet.scrollTo(0, sheet.scrollHeight));
  const [sheet, button] = [await box(page, 'inspector-selection'), await box(page, 'inspector-close')];
  assert.ok(sheet.y <= button.y && button.y + button.height < sheet.y + 64, JSON.stringify([sheet, button]));
  await page.getByTestId('inspector-close').click();
  await page.getByTestId('inspector-selection').waitFor({ state: 'detached' });
  await close(page);
});

test('on a tablet the first way out is in sight, and so is a selected shard with what can be done to it', async () => {
  const page = await stage(tablet);
  const fix = await box(page, 'explain-fix');
  assert.ok(fix.y + fix.height <= tablet.height, `it ends at ${fix.y + fix.height}`);
  const split = await selectShard(page);
  assert.ok(split.y + split.height <= tablet.height);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), tablet.height);
  await close(page);
});

test('on a phone the reasons open in sight, and a selected shard stays in sight above its actions', async () => {
  const page = await stage(phone);
  const first = await box(page, 'stage-shard-0');
  assert.ok(first.y + first.height < phone.height, 'no shard on the first screen');
  await page.getByTestId('explain-toggle').click();
  const fix = await box(page, 'explain-fix');
  assert.ok(0 < fix.y && fix.y + fix.height < phone.height, `${fix.y}`);
  await page.getByTestId('explain-toggle').click();
  const split = await selectShard(page);
  assert.ok(split.y + split.height < phone.height);
  const bar = await page.locator('.timebar').boundingBox();
  assert.ok(0 <= bar.y && bar.y < 20, `the clock is at ${bar.y}`);
  await close(page);
});

test('Explain is pressed only while the explanations show', async () => {
  const page = await stage();
  const pressed = () => page.getByTestId('explain-toggle').getAttribute('aria-pressed');
  assert.equal(await pressed(), 'true');
  await page.getByTestId('dock-events').click();
  assert.equal(await pressed(), 'false');
  await page.getByTestId('events').getByText(/\d+ records, shard 3 of clicks/).first().waitFor();
  await page.getByTestId('explain-toggle').click();
  assert.equal(await pressed(), 'true');
  await page.getByTestId('explain-note').first().waitFor();
  await close(page);
});

test('a stretch of the rail says what it is, on focus as on hover, until Escape', async () => {
  const page = await stage();
  assert.match(await page.getByTestId('rail-hot').innerText(), /celebrity\s70\s%/);
  await page.getByTestId('stage-segment-3').focus();
  const tip = page.getByTestId('rail-tip');
  assert.match(await tip.innerText(), /Shard 3[^]*of the bytes[^]*340282366920938463463374607431768211455/);
  await page.keyboard.press('Escape');
  await tip.waitFor({ state: 'detached' });
  await page.getByTestId('stage-segment-0').hover();
  await tip.hover();
  assert.match(await tip.innerText(), /Shard 0/);
  await close(page);
});

test('what cannot be is said beside the field, in the words of the engine', async () => {
  const page = await stage();
  await page.getByTestId('producer-web-size').fill('99999999');
  await page.getByTestId('producer-web-size').press('Enter');
  await page.getByText(/record_bytes|bytes must/).waitFor();
  await page.getByTestId('stage-shard-3-select').click();
  await page.getByTestId('split-at').fill('170141183460469231731687303715884105728');
  await page.getByTestId('split-run').click();
  await page.getByTestId('split-wrong').getByText(/NewStartingHashKey/).waitFor();
  await close(page);
});

test('on a phone the last button of the bar opens all pages, and Escape closes them', async () => {
  const page = await openTest(held, '', { width: 360, height: 740 });
  assert.equal(await page.getByTestId('nav-settings').isVisible(), false);
  await page.getByTestId('nav-more').click();
  await page.getByTestId('nav-settings').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('nav-settings').waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'nav-more');
  await page.getByTestId('nav-more').click();
  await page.getByTestId('nav-settings').click();
  await page.waitForURL(/settings\//);
  await page.getByTestId('nav-settings').waitFor({ state: 'hidden' });
  await close(page);
});

test('a message stands above the dock, and covers neither the title nor what can be done with the stage', async () => {
  for (const size of [{}, tablet, phone]) {
    const page = await stage(size);
    await page.getByTestId('faults').click();
    await page.getByTestId('fault-preset-zone').click();
    const message = await page.locator('.toast').first().boundingBox();
    const [dock, tools] = [await box(page, 'dock'), await page.locator('.sim-tools').boundingBox()];
    assert.ok(message.y + message.height <= dock.y, `it ends at ${message.y + message.height}, the dock begins at ${dock.y}`);
    assert.ok(tools.y + tools.height <= message.y, `it begins at ${message.y}`);
    await close(page);
  }
});

test('the line of time keeps 200 pixels beside the branches, and says where it ends', async () => {
  for (const size of [{}, tablet, phone]) {
    const page = await stage(size);
    await hook(page, 'seek', 20_000);
    await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
    await page.getByTestId('time-branches').waitFor();
    await page.waitForTimeout(200);
    const line = await box(page, 'time-scrubber');
    assert.ok(200 <= line.width, `${line.width}`);
    assert.match(await page.locator('.scrubber-end').textContent(), /^\d+ min$/);
    await close(page);
  }
});

test('the menu of faults ends above the foot of the window', async () => {
  for (const size of [{}, tablet, phone]) {
    const page = await stage(size);
    await page.getByTestId('faults').click();
    const { y, height } = await box(page, 'faults-menu');
    assert.ok(y + height <= page.viewportSize().height - 8, `it ends at ${y + height}`);
    await close(page);
  }
});

test('what somebody did is one line of Explain, and what a resting reader loses stands above it', async () => {
  const page = await openTest(held, 'sim/', { fragment: '#p=retention-edge' });
  await hook(page, 'advance', 8 * 3_600_000);
  const first = page.getByTestId('explain-note').first();
  assert.match(await first.innerText(), /Loss[^]*archive loses records: [\d,]+ expired unread[^]*keeps a record for 24 hours/);
  const own = await page.locator('.note.brief .note-text').first().boundingBox();
  assert.ok(own.height < 40, `${own.height}`);
  assert.match(await page.locator('.clock-elapsed').innerText(), /^1d 04:00:\d\d$/);
  await close(page);
});

test('the counters of a reader that have counted nothing come when they are asked for', async () => {
  const page = await stage();
  await page.locator('.reader .card-name').first().click();
  await page.getByTestId('reader-run').waitFor();
  assert.equal(await page.getByTestId('reader-refused').isVisible(), false);
  await page.getByTestId('more-counters').click();
  assert.equal(await page.getByTestId('reader-refused').innerText(), '0');
  assert.ok(await page.getByTestId('reader-poll').isVisible());
  await page.getByTestId('reader-way').selectOption('fan-out');
  await page.getByTestId('reader-poll').waitFor({ state: 'detached' });
  await close(page);
});
