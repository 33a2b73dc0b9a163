// The terminal, as a page and in the dock.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { close, hook, openTest } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

/** Opens the page with its field in focus. */
async function openPage() {
  const page = await openTest(held, 'terminal/');
  await page.getByTestId('terminal-input').click();
  return page;
}

/** Runs a line and gives what was printed. */
async function run(page, line) {
  const blocks = page.locator('.terminal-block');
  const before = await blocks.count();
  await page.getByTestId('terminal-input').fill(line);
  await page.keyboard.press('Escape');
  await page.getByTestId('terminal-run').click();
  await blocks.nth(before).waitFor();
  return blocks.nth(before).locator('.terminal-text, .terminal-errors, .terminal-status').allInnerTexts();
}

test('12: create, describe, put and read back', async () => {
  const page = await openPage();
  await run(page, 'aws kinesis create-stream --stream-name Foo --shard-count 1');
  const status = "aws kinesis describe-stream-summary --stream-name Foo --query StreamDescriptionSummary.StreamStatus --output text";
  assert.match((await run(page, status))[0], /CREATING/);
  await hook(page, 'advance', 60_000);
  assert.match((await run(page, status))[0], /ACTIVE/);
  assert.match((await run(page, 'aws kinesis list-streams'))[0], /"Foo"/);
  await run(page, 'aws kinesis put-record --stream-name Foo --partition-key 123 --data dGVzdA==');
  await run(page, 'SHARD_ITERATOR=$(aws kinesis get-shard-iterator --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON --stream-name Foo --query ShardIterator --output text)');
  const [read] = await run(page, 'aws kinesis get-records --shard-iterator $SHARD_ITERATOR');
  assert.equal(JSON.parse(read).Records[0].Data, 'dGVzdA==');
  const unknown = await run(page, 'aws kinesis list-streams --nosuch 1');
  assert.match(unknown.join('\n'), /Unknown options: --nosuch/);
  assert.match(unknown.join('\n'), /Status 252/);
  const inputs = JSON.stringify(await hook(page, 'inputs'));
  assert.match(inputs, /CreateStream/);
  await close(page);
});

test('a record that is put while its stream is made is refused, with what to do about it', async () => {
  const page = await openPage();
  await run(page, 'aws kinesis create-stream --stream-name Foo --shard-count 1');
  await run(page, 'aws kinesis put-record --stream-name Foo --partition-key 1 --data testdata');
  const hints = page.locator('.terminal-hint');
  assert.deepEqual(await hints.allInnerTexts(), ['Foo is CREATING. The clock stands: let time pass with sleep 10.']);
  await run(page, 'sleep 10');
  await run(page, 'aws kinesis put-record --stream-name Foo --partition-key 1 --data testdata');
  assert.match(await hints.last().innerText(), /^"testdata" happens to be valid base64, so these 6 bytes were sent/);
  await close(page);
});

for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
  test(`the line to type in stays in sight at ${width} px`, async () => {
    const inSight = async (page) => {
      const { x, y } = await page.getByTestId('terminal-run').evaluate((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
      return page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.dataset.testid, [x, y]);
    };
    const page = await openTest(held, 'terminal/', { width, height });
    await page.getByTestId('terminal-input').waitFor();
    assert.equal(await inSight(page), 'terminal-run');
    await run(page, 'aws kinesis help');
    assert.equal(await inSight(page), 'terminal-run');
    await close(page);
    const stage = await openTest(held, 'sim/', { width, height });
    await stage.getByTestId('dock-terminal').click();
    const first = await stage.locator('#dock-panel').boundingBox();
    await stage.getByTestId('terminal-input').waitFor();
    assert.equal(await inSight(stage), 'terminal-run');
    await run(stage, 'aws kinesis help');
    assert.equal(await inSight(stage), 'terminal-run');
    assert.equal((await stage.locator('#dock-panel').boundingBox()).height, first.height);
    await close(stage);
  });
}

test('12: sleep lets virtual time pass', async () => {
  const page = await openPage();
  await run(page, 'sleep 90');
  assert.equal(await hook(page, 'now'), 90_000);
  await close(page);
});

test('13: a list of what could stand there, taken by Tab and closed by Escape', async () => {
  const page = await openPage();
  await page.keyboard.type('aws kinesis put-r');
  const list = page.getByTestId('terminal-list');
  await list.waitFor();
  assert.deepEqual(await list.getByRole('option').locator('.mono').allInnerTexts(), ['put-record', 'put-records', 'put-resource-policy']);
  assert.equal(await list.getAttribute('role'), 'listbox');
  await page.keyboard.press('Tab');
  assert.equal(await page.getByTestId('terminal-input').inputValue(), 'aws kinesis put-record ');
  await page.getByTestId('terminal-input').fill('aws kinesis put-r');
  await list.waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await list.isVisible(), false);
  assert.equal(await page.getByTestId('terminal-log').getAttribute('role'), 'log');
  await close(page);
});

test('earlier lines come back by the arrows', async () => {
  const page = await openPage();
  await run(page, 'echo one');
  await run(page, 'echo two');
  await page.getByTestId('terminal-input').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.getByTestId('terminal-input').inputValue(), 'echo one');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.getByTestId('terminal-input').inputValue(), 'echo two');
  await close(page);
});

test('what is typed stays while one looks at earlier lines', async () => {
  const page = await openPage();
  await run(page, 'echo one');
  const input = page.getByTestId('terminal-input');
  await input.fill('zz');
  for (const [key, expected] of [['ArrowDown', 'zz'], ['ArrowUp', 'echo one'], ['ArrowUp', 'echo one'], ['ArrowDown', 'zz']]) {
    await page.keyboard.press(key);
    assert.equal(await input.inputValue(), expected, key);
  }
  await close(page);
});

test('what another part of the page calls stands in the terminal as a command', async () => {
  const page = await openTest(held, 'generate/');
  await page.getByTestId('generate-create').click();
  await page.getByTestId('dock-terminal').click();
  await page.getByTestId('terminal-log').getByText('aws kinesis create-stream --stream-name generated --shard-count 1').waitFor();
  await close(page);
});

test('a script that is pasted runs line by line', async () => {
  const page = await openPage();
  await page.getByTestId('terminal-input').evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'echo first\necho second\n');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.locator('.terminal-block').nth(1).waitFor();
  assert.deepEqual((await page.locator('.terminal-text').allInnerTexts()).map((text) => text.trim()), ['first', 'second']);
  await close(page);
});

test('a script that is pasted while another runs waits for it', async () => {
  const page = await openPage();
  await page.getByTestId('terminal-input').evaluate(async (field) => {
    const paste = (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    };
    paste('sleep 600\necho first\n');
    const stop = document.querySelector('[data-testid=terminal-stop]');
    while (stop.hidden) await new Promise((done) => setTimeout(done));
    paste('echo second\necho third\n');
  });
  await page.locator('.terminal-block').nth(3).waitFor();
  assert.deepEqual((await page.locator('.terminal-text').allInnerTexts()).map((text) => text.trim()).filter(Boolean), ['first', 'second', 'third']);
  await close(page);
});

test('a snippet walks through the life of a stream', async () => {
  const page = await openPage();
  await page.getByTestId('terminal-snippets').selectOption('first-walk');
  await page.locator('.terminal-block').nth(6).waitFor();
  assert.equal(await page.locator('.terminal-status').count(), 0);
  await close(page);
});

test('what aws s3 makes, copies and deletes is part of the session, and what it prints is the object', async () => {
  const page = await openPage();
  await hook(page, 'whole');
  const printed = async (line) => (await run(page, line)).map((text) => text.trimEnd());
  assert.deepEqual(await printed('aws s3 mb s3://lake'), ['make_bucket: lake']);
  assert.deepEqual(await printed('echo hello | aws s3 cp - s3://lake/notes/a.txt'), []);
  assert.deepEqual(await printed('aws s3 cp s3://lake/notes/a.txt -'), ['hello']);
  assert.match((await run(page, 'aws s3 ls s3://lake/'))[0], /PRE notes\//);
  assert.match((await run(page, 'aws s3 cp s3://lake/none - ')).join('\n'), /download failed: .*\(404\)[^]*Status 1/);
  assert.deepEqual(await printed('aws s3 cp s3://lake/notes/a.txt s3://lake/b'), ['copy: s3://lake/notes/a.txt to s3://lake/b']);
  const requests = (await hook(page, 'inputs')).map(({ action }) => action.s3 && `${action.s3.method} ${action.s3.uri}`);
  assert.deepEqual(requests, ['PUT /lake', 'PUT /lake/notes/a.txt', 'GET /lake/notes/a.txt', 'PUT /lake/b']);
  await page.getByTestId('terminal-input').fill('aws s3 cp s3://lake/b - --rec');
  await page.getByTestId('terminal-list').getByText('--recursive').waitFor();
  await close(page);
});

test('a delivered object in gzip is shown safely, and unpacked by gunzip', async () => {
  const page = await openPage();
  await hook(page, 'whole');
  await page.getByTestId('terminal-snippets').selectOption('lake-by-hand');
  await page.locator('.terminal-block').nth(8).waitFor();
  assert.equal(await page.locator('.terminal-status').count(), 0);
  assert.equal((await page.locator('.terminal-text').last().innerText()).trim(), 'first\nsecond');
  await run(page, 'aws s3 cp s3://notes-of-today/$KEY -');
  assert.match(await page.locator('.terminal-hint').last().innerText(), /^These \d+ bytes are no text.* gunzip unpacks it\.$/);
  await close(page);
});
