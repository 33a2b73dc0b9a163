// The frame: jumps in time, sessions as files and in links, runs that are kept, an engine that stops.

import assert from 'node:assert/strict';
import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { axePath, close, hook, open, openTest, ready } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();
const act = { producer: { name: 'web', records_per_second: 900 } };
/** A request as any client of AWS signs it: the endpoint reads who asks, and checks no signature. */
const signed = {
  authorization: 'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

/** A page with a run that somebody has touched, and its session file. */
async function touched(options) {
  const page = await openTest(held, 'sim/', { acceptDownloads: true, ...options });
  await hook(page, 'advance', 3_000);
  await hook(page, 'act', act);
  await hook(page, 'advance', 4_000);
  return page;
}

/** Saves the session by the menu. */
async function saved(page) {
  await page.getByTestId('session').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('session-save').click()]);
  const path = join(await mkdtemp(join(tmpdir(), 'kino-')), download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** Chooses a file by the menu, up to the question whether to open it. */
async function choose(page, path) {
  await page.getByTestId('session').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTestId('session-open').click()]);
  await chooser.setFiles(path);
}

test('Jump to goes to the next throttle, says where none comes, and goes on by a minute', async () => {
  const page = await openTest(held);
  await page.getByTestId('time-jump').click();
  await page.getByTestId('time-jump-throttle').click();
  await page.waitForFunction(() => window.kinetoscope.now() > 0 && !document.querySelector('[data-testid=time-cancel]'));
  const at = await hook(page, 'now');
  assert.ok(at < 3_000, `${at}`);
  assert.ok(await page.locator('.scrubber .mark-throttle').count());
  await page.getByTestId('time-jump').click();
  await page.getByTestId('time-jump-minute').click();
  await page.waitForFunction((before) => window.kinetoscope.now() === before + 60_000, at);
  assert.equal(await page.getByTestId('time-jump-menu').isVisible(), false);
  const density = await page.locator('.scrubber .density path').getAttribute('d');
  assert.ok(density.split('V').length > 60, density);
  await close(page);
});

test('30: a saved session opens in a new browser with the same hash, packed or not; a changed one is refused', async () => {
  const page = await touched();
  const [hash, path] = [await hook(page, 'hash'), await saved(page)];
  await close(page);
  const text = await readFile(path, 'utf8');
  assert.equal(JSON.parse(text).hash, hash);
  await writeFile(`${path}.gz`, gzipSync(text));
  const other = await openTest(held, 'sim/');
  for (const file of [path, `${path}.gz`]) {
    await choose(other, file);
    await other.getByTestId('offer-open').waitFor();
    assert.match(await other.getByTestId('offer').innerText(), /1 action[\s\S]*00:00:07\.0/);
    await other.getByTestId('offer-open').click();
    await other.getByText(`${basename(file)} is open.`).waitFor();
    assert.equal(await hook(other, 'hash'), hash);
    assert.equal(await hook(other, 'now'), 7_000);
    await hook(other, 'seek', 1_000);
  }
  const changed = [
    [text.replace('"records_per_second": 900', '"records_per_second": 901'), /does not replay/],
    [text.replace('"version": 1', '"version": 7'), /version 7; this page reads version 1/],
    [text.slice(0, -20), /no session: EOF/],
    [Buffer.concat([gzipSync(text).subarray(0, 400)]), /is damaged/],
  ];
  for (const [content, why] of changed) {
    assert.notEqual(content, text);
    await writeFile(path, content);
    await choose(other, path);
    await Promise.race([other.getByTestId('offer-open'), other.getByTestId('offer-wrong'), other.locator('.toast.wrong')].map((found) => found.waitFor()));
    if (await other.getByTestId('offer-open').isVisible()) await other.getByTestId('offer-open').click();
    await other.getByText(why).waitFor();
    if (await other.getByTestId('offer-leave').isVisible()) await other.getByTestId('offer-leave').click();
    assert.equal(await hook(other, 'now'), 1_000, String(why));
    for (const closing = other.locator('.toast button[aria-label]'); await closing.count(); ) await closing.first().click();
  }
  await close(other);
});

test('a link carries the whole session once its shards were split, and opens it at its moment', async () => {
  const page = await openTest(held, 'sim/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await hook(page, 'advance', 3_000);
  const split = { StreamName: 'clicks', ShardToSplit: 'shardId-000000000003', NewStartingHashKey: `${(7n << 125n)}` };
  await hook(page, 'act', { call: { operation: 'SplitShard', input: split } });
  await hook(page, 'advance', 40_000);
  await page.getByTestId('share').click();
  await page.getByText('the whole session').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/sim\/#v=1&z=[\w-]+$/);
  assert.ok(link.length < 2_000, `${link.length}`);
  const other = await openTest(held, 'sim/', { fragment: new URL(link).hash });
  assert.equal(await hook(other, 'hash'), await hook(page, 'hash'), link);
  assert.equal(await hook(other, 'now'), 43_000);
  await close(other);
  await close(page);
});

test('a message that was closed takes no later one with it', async () => {
  const page = await open(held.browser, 'about:blank', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.clock.install();
  await page.goto(`${held.site.url}sim/#p=hot-key`);
  await ready(page);
  const said = page.locator('.toast').filter({ hasText: 'Link copied' });
  const share = () => page.getByTestId('share').click().then(() => said.waitFor());
  await share();
  await said.getByRole('button', { name: /close|dismiss/i }).click();
  await said.waitFor({ state: 'detached' });
  await page.clock.runFor(6_000);
  await share();
  await page.clock.runFor(6_000);
  assert.equal(await said.count(), 1);
  await page.clock.runFor(6_000);
  await said.waitFor({ state: 'detached' });
  await page.context().close();
});

test('31: a run that was touched is kept, and offered after a reload', async () => {
  const page = await touched();
  const hash = await hook(page, 'hash');
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.waitForTimeout(500);
  await page.reload();
  await ready(page);
  await page.getByTestId('kept').waitFor();
  assert.match(await page.getByTestId('kept').innerText(), /00:00:07\.0, with 1 action/);
  await page.getByTestId('kept-restore').click();
  await page.getByText('The run is back').waitFor();
  assert.equal(await hook(page, 'hash'), hash);
  await close(page);
});

test('a browser that keeps nothing is said once, and the run goes on', async () => {
  const page = await open(held.browser, 'about:blank');
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Storage is switched off.');
    };
  });
  await page.goto(`${held.site.url}sim/?test=1#p=hot-key`);
  await ready(page);
  await hook(page, 'act', act);
  await hook(page, 'advance', 1_000);
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.getByTestId('keeps-nothing').waitFor();
  assert.match(await page.getByTestId('keeps-nothing').innerText(), /Storage is switched off/);
  await hook(page, 'advance', 1_000);
  assert.equal(await hook(page, 'now'), 2_000);
  await page.context().close();
});

test('40: a worker that stops is started again, with the run that was kept', async () => {
  const page = await touched();
  const hash = await hook(page, 'hash');
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.waitForTimeout(500);
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by a test');
    });
  });
  await page.getByText('The run is back where it was kept last').waitFor();
  assert.equal(await hook(page, 'hash'), hash);
  await page.context().close();
});

test('a file dropped on the page is asked about', async () => {
  const page = await openTest(held);
  await page.evaluate(() => {
    const file = new File(['{"version":1,"id":"mine","streams":[{"name":"s"}]}'], 'mine.json');
    window.mine = new DataTransfer();
    window.mine.items.add(file);
  });
  const drag = (kind) => {
    const event = new DragEvent(kind, { dataTransfer: window.mine, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(event);
  };
  // A page that takes files says so to whoever drags one over it.
  await page.waitForFunction(drag, 'dragover');
  assert.ok(await page.evaluate(drag, 'drop'));
  await page.getByTestId('offer-open').click();
  await page.getByText('mine.json is open.').waitFor();
  assert.equal((await hook(page, 'snapshot')).view.streams[0].name, 's');
  await close(page);
});

test('the palette finds by a few letters, runs by Enter, and has what was done lately first', async () => {
  const page = await openTest(held);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'What you want to do' });
  await field.fill('1min');
  const first = page.getByTestId('palette-option').first();
  assert.match(await first.innerText(), /1 minute on/);
  assert.equal(await first.getAttribute('aria-selected'), 'true');
  assert.equal(await field.getAttribute('aria-activedescendant'), await first.getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.kinetoscope.now() === 60_000);
  await page.keyboard.press('Control+k');
  assert.match(await first.innerText(), /1 minute on/);
  await field.fill('refuse all writes to shard 2');
  await page.keyboard.press('Enter');
  await page.locator('.scrubber .mark-fault').waitFor({ state: 'attached' });
  const [{ action }] = await hook(page, 'inputs');
  assert.deepEqual(action.refuse_writes, { stream: 'clicks', shard: 2, for_ms: 10_000 });
  await page.keyboard.press('Control+k');
  await field.fill('go to about');
  await page.keyboard.press('Enter');
  await page.waitForURL(/about/);
  await close(page);
});

test('the palette finds words in any order, wherever the site has them, and gives the focus back', async () => {
  const page = await openTest(held);
  await page.getByTestId('help-open').focus();
  await page.keyboard.press('Control+k');
  const field = page.getByTestId('palette-field');
  const first = page.getByTestId('palette-option').first();
  await field.fill('ordering random keys');
  await page.getByTestId('palette-option').filter({ hasText: 'The hot shard' }).waitFor();
  await field.fill('prices');
  await first.filter({ hasText: 'Go to Cost' }).waitFor();
  await field.fill('positions starting');
  await first.filter({ hasText: 'five-cursors' }).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'help-open');
  await page.keyboard.press('Control+k');
  await field.fill('limit shard write');
  await first.filter({ hasText: 'Records written: 1,000 records/s for each shard' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/limits\/\?.*find=Records\+written/);
  await page.getByTestId('limits-table').locator('tbody tr').first().filter({ hasText: 'Records written' }).waitFor();
  await page.keyboard.press('Control+k');
  await field.fill('ExpiredIteratorException');
  await first.filter({ hasText: 'Error' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('limits-count').filter({ hasText: '1 error type' }).waitFor();
  await close(page);
});

test('the palette that is asked for again while it closes stays open', async () => {
  const page = await openTest(held);
  await page.keyboard.press('Control+k');
  const field = page.getByTestId('palette-field');
  await field.waitFor();
  await page.evaluate(async () => {
    const dialog = document.querySelector('dialog[data-testid="palette"]');
    const told = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    dialog.close();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
    await told;
    await new Promise((resolve) => setTimeout(resolve));
  });
  assert.ok(await field.isVisible());
  await close(page);
});

test('37: single keys do nothing in a field, on another key, or once turned off', async () => {
  const page = await openTest(held, 'settings/');
  const at = () => hook(page, 'snapshot').then(({ furthest }) => furthest);
  const before = await at();
  await page.getByTestId('key-step').focus();
  await page.keyboard.press('n');
  await page.getByTestId('key-back').focus();
  await page.keyboard.press('n');
  assert.match(await page.getByTestId('settings-keys-wrong').innerText(), /n is the key for: Next event/);
  await page.locator('h1').click();
  await page.keyboard.press('.');
  assert.deepEqual(await at(), before);
  await page.keyboard.press('n');
  await page.waitForFunction(() => window.kinetoscope.now() > 0);
  const after = await at();
  await page.getByTestId('settings-keys').uncheck();
  await page.locator('h1').click();
  await page.keyboard.press('n');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-field').waitFor();
  assert.deepEqual(await at(), after);
  await close(page);
});

test('settings are kept, and the runs that this browser keeps can be named, saved and deleted', async () => {
  const page = await touched();
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.waitForTimeout(500);
  await page.getByTestId('nav-settings').click();
  await page.getByTestId('settings-rows').selectOption('compact');
  await page.getByTestId('settings-theme').selectOption('dark');
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.getByTestId('settings-run').getByLabel('Name').fill('my run');
  await page.getByTestId('settings-run').getByLabel('Name').press('Tab');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('settings-run-export').click()]);
  assert.match(download.suggestedFilename(), /^hot-key-7s\.kino$/);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('html').getAttribute('data-rows'), 'compact');
  assert.equal(await page.getByTestId('settings-run').getByLabel('Name').inputValue(), 'my run');
  await page.getByTestId('settings-run-delete').click();
  await page.getByTestId('settings-runs-none').waitFor();
  await close(page);
});

test('32: after the first visit home and the simulator open without a network', async () => {
  const page = await open(held.browser, `${held.site.url}?offline=1`);
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  for (const path of ['', 'sim/', 'settings/']) {
    await page.goto(held.site.url + path);
    await ready(page);
    assert.equal(await page.locator('h1').count(), 1, path);
  }
  await page.getByTestId('nav-about').click();
  await page.getByTestId('about-operations').first().waitFor();
  await close(page);
});

test('34: palette, menu and question have no serious finding of axe, in both themes', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await openTest(held, 'sim/', { colorScheme, bypassCSP: true });
    await page.addScriptTag({ path: axePath });
    const check = async (what) => {
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`), [], `${what}, ${colorScheme}`);
    };
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette-option').first().waitFor();
    await check('palette');
    await page.keyboard.press('Escape');
    await page.getByTestId('session').click();
    await check('menu');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTestId('session-open').click()]);
    await chooser.setFiles({ name: 'a.kino', mimeType: 'application/json', buffer: Buffer.from('{"version":1,"id":"a","streams":[{"name":"s"}]}') });
    await page.getByTestId('offer-open').waitFor();
    await check('question');
    await close(page);
  }
});

test('a session is looked into: what was done, what it was answered, its moments, and where it parts from another', async () => {
  const page = await touched();
  const wrong = { StreamName: 'none', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '5' };
  await hook(page, 'act', { call: { operation: 'SplitShard', input: wrong } }).catch(() => {});
  await hook(page, 'advance', 2_000);
  const text = await page.evaluate(() => window.kinetoscope.inputs()).then(() => saved(page)).then((path) => readFile(path, 'utf8'));
  await page.getByTestId('nav-inspect').click();
  await page.getByTestId('inspect-first-stage').click();
  await page.getByTestId('inspect-verdict').waitFor();
  assert.match(await page.getByTestId('inspect-verdict').innerText(), /2 actions; it stands at 00:00:09\.0\. It replays/);
  const rows = await page.getByTestId('inspect-row').allInnerTexts();
  assert.match(rows[0], /00:00:03\.0\s+producer\s+done/);
  assert.match(rows[1], /00:00:07\.0\s+SplitShard\s+refused: ResourceNotFoundException/);
  await page.getByTestId('inspect-second-text').fill(text.replace('"records_per_second": 900', '"records_per_second": 600'));
  await page.getByTestId('inspect-second-text').press('Tab');
  const difference = page.getByTestId('inspect-difference');
  await difference.getByText('First difference in what happened').waitFor();
  assert.match(await difference.innerText(), /action 1[\s\S]*00:00:03\.0 producer [\s\S]*900[\s\S]*600[\s\S]*ProducerChanged/);
  await page.getByRole('button', { name: 'Open the stage at 00:00:03.0' }).click();
  await page.waitForURL(/\/sim\//);
  await page.waitForFunction(() => window.kinetoscope.now() === 3_000);
  await close(page);
});

test('an endpoint is watched while it runs, by the page that it serves and by no other', async () => {
  const page = await openTest(held, 'inspect/');
  const connection = page.getByTestId('inspect-connection');
  await page.getByTestId('inspect-address').fill('http://127.0.0.1:1');
  await page.getByTestId('inspect-connect').click();
  await connection.getByText(/^Not connected: this page came from .* open http:\/\/127\.0\.0\.1:1\/inspect\/\.$/).waitFor();
  await page.getByTestId('inspect-address').fill(held.site.url);
  await page.getByTestId('inspect-connect').click();
  await connection.getByText(/^Connected to kinetoscope \d/).waitFor();
  const created = await fetch(held.site.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Kinesis_20131202.CreateStream', ...signed },
    body: JSON.stringify({ StreamName: 'watched', ShardCount: 1 }),
  });
  assert.equal(created.status, 200);
  await page.getByTestId('inspect-happens').getByText(/"watched"/).first().waitFor();
  await page.getByTestId('inspect-connect').click();
  await connection.getByText('Not connected.', { exact: true }).waitFor();
  await page.getByTestId('session').click();
  await page.getByTestId('session-undo').click();
  await page.getByTestId('toasts').getByText('There is nothing to take back.').waitFor();
  await close(page);
});

test('Start over goes to where the scenario opens, without the changes, and says when that is', async () => {
  const page = await open(held.browser, `${held.site.url}sim/?play=0#p=hot-key`);
  await ready(page);
  const clock = page.getByTestId('time-clock').locator('.clock-elapsed');
  const opens = await clock.textContent();
  assert.match(opens, /^00:00:40/);
  await page.getByTestId('producer-web-keys').selectOption('random');
  await page.getByTestId('time-second').click();
  await page.waitForFunction(() => document.querySelector('.clock-elapsed').textContent.startsWith('00:00:41'));
  await page.getByTestId('stage-restart').click();
  await page.getByTestId('toasts').getByText(`Started over at ${opens}, where this scenario opens.`).waitFor();
  assert.equal(await clock.textContent(), opens);
  assert.notEqual(await page.getByTestId('producer-web-keys').inputValue(), 'random');
  await close(page);
});
