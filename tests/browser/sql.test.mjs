// The page of SQL: an application with its source and a clock, its problems and proposals, the windows that take rows, and the rows
// of its streams.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axePath, close, hook, openTest, until } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

const says = (page, testid, what) => page.getByTestId(testid).filter({ hasText: what }).first().waitFor();
const count = (page, testid) => page.getByTestId(testid).count();

/** The page with an application, at the beginning of its clock. */
async function sql(app = 'tumbling', { tab = 'source', ...options } = {}) {
  const page = await openTest(held, 'sql/', { query: `&app=${app}&tab=${tab}`, ...options });
  await says(page, 'sql-now', '00:00:00');
  return page;
}

/** Lets seconds pass by the steps of the clock, until it shows a time. */
async function pass(page, step, times, shown) {
  for (let time = 0; time < times; time++) await page.getByTestId(`sql-step-${step}`).click();
  await says(page, 'sql-now', shown);
}

const stream = (page, name) => page.locator(`[data-testid=sql-stream][data-stream="${name}"]`);

/** The cells of the rows of a stream, the newest first. */
async function rows(page, name) {
  const lines = await stream(page, name).getByTestId('sql-row').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  return lines;
}

/** Writes other code into the editor. */
async function write(page, change) {
  const field = page.getByTestId('sql-code');
  await field.fill(change(await field.inputValue()));
}

test('23: Discover schema on the ticker gives four columns with types', async () => {
  const page = await sql('filter', { tab: 'schema' });
  await page.getByTestId('sql-discover').click();
  await until(page, () => document.querySelectorAll('[data-testid=sql-column]').length === 4);
  const fields = await page.getByTestId('sql-column').evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll('input')].map((field) => field.value)));
  assert.deepEqual(fields, [
    ['TICKER_SYMBOL', 'VARCHAR(4)', '$.TICKER_SYMBOL'],
    ['SECTOR', 'VARCHAR(16)', '$.SECTOR'],
    ['CHANGE', 'DOUBLE', '$.CHANGE'],
    ['PRICE', 'DOUBLE', '$.PRICE'],
  ]);
  const sampled = await page.getByTestId('sql-sample').locator('tbody tr').first().locator('td').allInnerTexts();
  assert.ok(sampled.length === 4 && Number(sampled[3]) > 4, JSON.stringify(sampled));
  await close(page);
});

test('a schema that is edited is tried on the first records, and a type that is none is said to be so', async () => {
  const page = await sql('filter', { tab: 'schema' });
  const type = page.getByTestId('sql-column-type');
  await type.first().fill('integer');
  await type.first().press('Tab');
  await says(page, 'sql-sample', 'The value of column TICKER_SYMBOL is not a value of type INTEGER');
  await type.first().fill('word');
  await type.first().press('Tab');
  await says(page, 'sql-schema-wrong', 'WORD of TICKER_SYMBOL is no SQL type');
  await says(page, 'sql-problem', 'WORD of TICKER_SYMBOL is no SQL type');
  assert.ok(await page.getByTestId('sql-run').isDisabled());
  await page.getByTestId('sql-discover').click();
  await page.getByTestId('sql-problem').waitFor({ state: 'detached' });
  await close(page);
});

test('23: the tumbling query emits one row per minute per symbol', async () => {
  const page = await sql('tumbling');
  await pass(page, 10, 5, '00:00:50');
  assert.equal((await rows(page, 'PER_MINUTE')).length, 0);
  await pass(page, 60, 2, '00:02:50');
  const told = await rows(page, 'PER_MINUTE');
  const keys = told.map(([rowtime, symbol]) => `${rowtime} ${symbol}`);
  assert.deepEqual([...new Set(keys)].sort(), keys.toSorted(), 'each symbol once a minute');
  assert.deepEqual([...new Set(told.map(([rowtime]) => rowtime))], ['00:02:00', '00:01:00']);
  for (const minute of ['00:01:00', '00:02:00']) {
    const trades = told.filter(([rowtime]) => rowtime === minute).reduce((sum, cells) => sum + Number(cells[4]), 0);
    assert.equal(trades, 120, minute);
  }
  await close(page);
});

test('23: a late row is drawn hollow, and a sentence says why it fell into its window', async () => {
  const page = await sql('tumbling-event-time');
  await pass(page, 60, 2, '00:02:00');
  await page.locator('.sql-mark.late').nth(2).waitFor({ state: 'attached' });
  const fills = await page.evaluate(() => ['.sql-lane .sql-mark:not(.late)', '.sql-lane .sql-mark.late'].map((mark) => getComputedStyle(document.querySelector(mark)).fill));
  assert.notEqual(fills[0], fills[1]);
  const late = page.locator('.sql-lane .sql-mark.late').last();
  await late.evaluate((mark) => mark.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = await late.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  await says(page, 'sql-why', /^Its ROWTIME, .* lies in the period from 00:0\d:00\.000 up to 00:0\d:00\.000\..* It is late: EVENT_TIME says .*, which lies before this window\./);
  await page.getByTestId('sql-row-behind').click();
  await page.getByTestId('sql-by-event').click();
  assert.equal(await page.getByTestId('sql-by-event').getAttribute('aria-pressed'), 'true');
  await close(page);
});

test('a window that is over leads to the rows that it told of', async () => {
  const page = await sql('tumbling');
  await pass(page, 60, 2, '00:02:00');
  const results = page.getByTestId('sql-result');
  assert.equal(await results.count(), 2);
  const told = Number(await results.first().innerText());
  await results.first().click();
  await until(page, (told) => document.querySelectorAll('tr.linked').length === told, told);
  const linked = await page.locator('tr.linked td:first-child').allInnerTexts();
  assert.deepEqual([...new Set(linked)], ['00:01:00']);
  await close(page);
});

test('stagger windows have a line for each key, sliding ones one that ends with the newest row', async () => {
  const page = await sql('stagger');
  await pass(page, 60, 3, '00:03:00');
  assert.equal(await page.getByTestId('sql-lane-kind').innerText(), 'Stagger');
  assert.deepEqual(await rows(page, 'COMPLETE'), [
    ['00:02:15', '2026-01-01 00:01:00.000', 'AMZN', '2'],
    ['00:01:45', '2026-01-01 00:00:00.000', 'TBV', '2'],
    ['00:01:20', '2026-01-01 00:00:00.000', 'AMZN', '3'],
  ]);
  await page.getByTestId('sql-application').selectOption('sliding');
  await says(page, 'sql-lane-kind', 'Sliding');
  await pass(page, 10, 2, '00:00:20');
  await page.getByTestId('sql-explain').click();
  await says(page, 'sql-why', /Each row has a window of its own, which ends with it at .* and goes 10 seconds back/);
  await close(page);
});

test('23: a syntax error marks line and column, and mending it makes the application run', async () => {
  const page = await sql('filter');
  await write(page, (code) => code.replace('SELECT STREAM ticker_symbol', 'SELCT STREAM ticker_symbol'));
  await says(page, 'sql-problem', 'Line 5, column 3');
  await page.locator('.sql-wrong', { hasText: 'SELCT' }).waitFor();
  assert.equal(await page.getByTestId('sql-code').getAttribute('aria-invalid'), 'true');
  assert.ok(await page.getByTestId('sql-run').isDisabled());
  await page.getByTestId('sql-problem-place').click();
  const place = await page.getByTestId('sql-code').evaluate((field) => field.value.slice(0, field.selectionStart).split('\n'));
  assert.deepEqual([place.length, place.at(-1).length], [5, 2]);
  await write(page, (code) => code.replace('SELCT', 'SELECT').replace('%TECH%', '%ENERGY%'));
  await page.getByTestId('sql-problem').waitFor({ state: 'detached' });
  await says(page, 'sql-state', 'Changed');
  await page.getByTestId('sql-run').click();
  await says(page, 'sql-run', 'Run from the start');
  await pass(page, 60, 1, '00:01:00');
  const symbols = new Set((await rows(page, 'TECHNOLOGY')).map((cells) => cells[1]));
  assert.ok(symbols.size > 0 && [...symbols].every((symbol) => ['SAC', 'PPL', 'UHN'].includes(symbol)), [...symbols].join());
  await close(page);
});

test('words have the colours of what they are, and the field holds the same text', async () => {
  const page = await sql('filter');
  await page.locator('.sql-keyword', { hasText: /^SELECT$/ }).waitFor();
  await page.locator('.sql-quoted', { hasText: '"SOURCE_SQL_STREAM_001"' }).waitFor();
  await page.locator('.sql-string', { hasText: "'%TECH%'" }).waitFor();
  const [layer, field] = [await page.getByTestId('sql-layer').evaluate((layer) => layer.textContent), await page.getByTestId('sql-code').inputValue()];
  assert.equal(layer, `${field}\n`);
  await write(page, () => 'create   stream a(b integer);');
  await page.getByTestId('sql-format').click();
  await until(page, () => document.querySelector('[data-testid=sql-code]').value.startsWith('CREATE STREAM'));
  await close(page);
});

test('columns, streams and functions are proposed while one types, and taken by Tab', async () => {
  const page = await sql('filter');
  const field = page.getByTestId('sql-code');
  await field.fill('CREATE STREAM o (p DOUBLE); CREATE PUMP q AS INSERT INTO o SELECT STREAM  FROM "SOURCE_SQL_STREAM_001" AS s;');
  await field.evaluate((field) => {
    const at = field.value.indexOf('  FROM') + 1;
    field.setSelectionRange(at, at);
  });
  await field.pressSequentially('s.');
  const list = page.getByTestId('sql-proposals');
  await list.getByText('TICKER_SYMBOL').waitFor();
  assert.deepEqual(await list.getByRole('option').locator('.mono').allInnerTexts(), ['TICKER_SYMBOL', 'SECTOR', 'CHANGE', 'PRICE', 'ROWTIME']);
  await field.pressSequentially('pr');
  await until(page, () => document.querySelectorAll('[data-testid=sql-proposals] [role=option]').length === 1);
  await field.press('Tab');
  assert.match(await field.inputValue(), /SELECT STREAM s\.PRICE FROM/);
  await page.getByTestId('sql-proposals').waitFor({ state: 'hidden' });
  await field.press('ControlOrMeta+z');
  assert.match(await field.inputValue(), /SELECT STREAM s\.pr FROM/);
  await close(page);
});

test('a stream is held, put first, and saved as a file', async () => {
  const page = await sql('multi-step', { acceptDownloads: true });
  await pass(page, 1, 3, '00:00:03');
  await stream(page, 'PCT').getByTestId('sql-hold').click();
  await pass(page, 10, 1, '00:00:13');
  assert.equal((await rows(page, 'PCT')).length, 2);
  await stream(page, 'PCT').getByTestId('sql-hold').click();
  await until(page, () => document.querySelectorAll('[data-stream=PCT] [data-testid=sql-row]').length === 3);
  assert.match((await rows(page, 'error_stream'))[0].join(' '), /EVALUATION_ERROR division by zero/);
  await stream(page, 'SOURCE_SQL_STREAM_001').getByTestId('sql-pin').click();
  await until(page, () => document.querySelector('[data-testid=sql-stream]').dataset.stream === 'SOURCE_SQL_STREAM_001');
  const [download] = await Promise.all([page.waitForEvent('download'), stream(page, 'MOVED').getByTestId('sql-export').click()]);
  assert.equal(download.suggestedFilename(), 'MOVED.csv');
  assert.equal(await readFile(await download.path(), 'utf8'), 'ROWTIME,SYM,P\n2026-01-01 00:00:02.000,B,5.0\n2026-01-01 00:00:06.000,D,-5.0\n');
  await close(page);
});

test('records that the reader has are read, and so are those of a stream of the session', async () => {
  const page = await sql('filter');
  await page.getByTestId('sql-source').selectOption('written');
  await page.getByTestId('sql-records').fill('@1 {"SECTOR":"TECH","TICKER_SYMBOL":"ME","PRICE":1.5}\n@2 {"SECTOR":"FOOD","TICKER_SYMBOL":"NO","PRICE":2}');
  await page.getByTestId('sql-run').click();
  await says(page, 'sql-run', 'Run from the start');
  await pass(page, 10, 1, '00:00:10');
  assert.deepEqual(await rows(page, 'TECHNOLOGY'), [['00:00:01', 'ME', '1.5']]);
  await says(page, 'sql-record-count', '2 records, no more will come');
  await hook(page, 'advance', 5_000);
  await page.getByTestId('sql-take-stream').click();
  await until(page, () => /^@0\.000 /.test(document.querySelector('[data-testid=sql-records]').value));
  await close(page);
});

test('every application of the list runs, and says what there is to be seen', async () => {
  const page = await sql();
  const ids = await page.getByTestId('sql-application').locator('option').evaluateAll((options) => options.map((option) => option.value));
  assert.ok(ids.length >= 30);
  for (const id of ids) {
    if (id !== 'tumbling') await page.getByTestId('sql-application').selectOption(id);
    await says(page, 'sql-now', '00:00:00');
    await pass(page, 60, 3, '00:03:00');
    assert.equal(await count(page, 'sql-problem'), 0, id);
    assert.ok((await page.getByTestId('sql-about').innerText()).length > 20, id);
    const made = await page.getByTestId('sql-stream-told').allInnerTexts();
    assert.ok(made.some((told) => /^by pumps? .*, [\d,]+ rows?$/.test(told) && !/, 0 rows$/.test(told)), `${id}: ${made}`);
  }
  await close(page);
});

test('the notice tells since when AWS has none', async () => {
  const page = await sql();
  const notice = await page.getByTestId('sql-notice').innerText();
  assert.match(notice, /15 October 2025.*27 January 2026/s);
  await close(page);
});

for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`34, 36: nothing scrolls sideways and axe finds nothing serious at ${width} in the ${colorScheme} theme`, async () => {
      const page = await sql('tumbling-event-time', { tab: 'schema', width, height, colorScheme, bypassCSP: true });
      await pass(page, 60, 2, '00:02:00');
      await page.getByTestId('sql-explain').click();
      await page.getByTestId('sql-why').waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.querySelector('#main').scrollWidth <= document.querySelector('#main').clientWidth));
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(', ')}`), []);
      await close(page);
    });
  }
}
