// Pictures of every page and its main states, at three widths in both themes, into the folder KINETOSCOPE_SHOTS; and the
// README's picture into the file KINETOSCOPE_README_PICTURE. KINETOSCOPE_SHOTS_ONLY is what the names of states begin with. The site is at KINETOSCOPE_URL, or is served from its folder.

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hook, launch, open, ready } from './support/browser.mjs';
import { serveSite } from './support/site.mjs';

const sizes = [
  ['desktop', 1440, 900],
  ['tablet', 768, 1024],
  ['phone', 360, 740],
];
const themes = ['light', 'dark'];

/** Name, address, and what to do before the picture is taken. */
const states = [
  ['home', ''],
  ['sim', 'sim/#p=hot-key'],
  ['sim-shard', 'sim/#p=hot-key', (page) => page.getByTestId('stage-shard-3-select').click()],
  ['sim-key', 'sim/#p=hot-key', (page) => page.getByTestId('try-key-field').fill('user-1')],
  ['sim-split', 'sim/#p=hot-key', split],
  ['sim-passed', 'sim/#p=hot-key', pass],
  ['sim-events', 'sim/#p=hot-key', (page) => page.getByTestId('dock-events').click().then(() => page.locator('.events tbody tr').first().waitFor())],
  ['sim-outline', 'sim/#p=hot-key', (page) => page.locator('#stage-outline').focus()],
  ['sim-load-view', 'sim/#p=hot-key&stream.1.shards=16'],
  ['sim-fan-out', 'sim/#p=fan-out', fanOut],
  ['sim-cursors', 'sim/#p=five-cursors', cursors],
  ['sim-retention', 'sim/#p=retention-edge', (page) => hook(page, 'advance', 8 * 3_600_000)],
  ['sim-crash', 'sim/#p=first-record', crash],
  ['sim-life', 'sim/#p=first-record', life],
  ['sim-lake', 'sim/#p=firehose-lake', (page) => page.getByTestId('stage-sink-clicks-to-lake').evaluate((card) => card.scrollIntoView({ block: 'center' }))],
  ['sim-lake-life', 'sim/#p=firehose-lake', life],
  ['sim-faults', 'sim/#p=hot-key', (page) => page.getByTestId('faults').click()],
  ['sim-zone', 'sim/#p=hot-key', trouble],
  ['sim-export', 'sim/#p=hot-key', (page) => line(page, 'export', 'export-cloudformation')],
  ['sim-branches', 'sim/#p=hot-key', branch],
  ['sim-compare', 'sim/#p=hot-key', compare],
  ['sim-build', 'sim/#p=first-record', (page) => line(page, 'add', 'add-fan-out')],
  ['sim-reader', 'sim/#p=hot-key', (page) => page.locator('.reader .card-name').first().click()],
  ['sim-bad-link', 'sim/#v=99&p=nosuch'],
  ['help', 'sim/#p=hot-key', (page) => page.getByTestId('help-open').click()],
  ['streams-overview', 'streams/'],
  ['streams-shards', 'streams/?tab=shards', split],
  ['streams-records', 'streams/?tab=records', readRecords],
  ['streams-consumers', 'streams/?tab=consumers'],
  ['streams-settings', 'streams/?tab=settings'],
  ['firehose-delivery', 'firehose/', lake],
  ['firehose-object', 'firehose/', lakeObject],
  ['firehose-transform', 'firehose/?tab=transform', lakeTrial],
  ['firehose-configure', 'firehose/?tab=configure', lake],
  ['firehose-new', 'firehose/', (page) => page.locator('.firehose-scenario').first().waitFor()],
  ['firehose-form', 'firehose/', lakeForm],
  ['sql', 'sql/', (page) => minutes(page, 3)],
  ['sql-late', 'sql/?app=tumbling-event-time&tab=schema', late],
  ['sql-stagger', 'sql/?app=stagger', (page) => minutes(page, 2)],
  ['sql-wrong', 'sql/?app=multi-step', mistype],
  ['generate', 'generate/', (page) => page.getByTestId('generate-record').first().waitFor()],
  ['generate-agent', 'generate/?tab=agent', (page) => page.getByTestId('agent-record').first().waitFor()],
  ['generate-rule', 'generate/?tab=rule', (page) => page.getByTestId('rule-record').first().waitFor()],
  ['terminal', 'terminal/', typeCommands],
  ['terminal-list', 'terminal/', (page) => page.getByTestId('terminal-input').pressSequentially('aws kinesis put-')],
  ['terminal-dock', 'sim/#p=hot-key', (page) => page.getByTestId('dock-terminal').click().then(() => page.getByTestId('terminal-input').waitFor())],
  ['metrics', 'metrics/#p=hot-key', measure],
  ['metrics-table', 'metrics/#p=hot-key', (page) => measure(page).then(() => page.getByTestId('chart-IncomingRecords-as-table').click())],
  ['log', 'trail/#p=hot-key', (page) => measure(page).then(() => page.locator('[data-testid^=trail-row-]').first().click())],
  ['cost', 'cost/#p=hot-key', measure],
  ['limits', 'limits/#p=hot-key', measure],
  ['inspect', 'inspect/'],
  ['settings', 'settings/'],
  ['about', 'about/'],
  ['learn', 'learn/'],
  ['lesson', 'learn/hot-shard/'],
  ['lesson-delivery', 'learn/size-or-time/', (page) => hook(page, 'advance', 70_000)],
  ['lesson-passed', 'learn/hot-shard/', passLesson],
  ['lesson-call', 'learn/first-record/', callOfLesson],
];

/** Lets the whole engine come, and ten minutes pass. */
async function measure(page) {
  await hook(page, 'whole');
  await hook(page, 'advance', 600_000);
}

async function split(page) {
  const { range_start, range_end } = (await hook(page, 'snapshot')).view.streams[0].shards[3];
  const middle = (BigInt(range_start) + BigInt(range_end) + 1n) / 2n;
  const input = { StreamName: 'clicks', ShardToSplit: 'shardId-000000000003', NewStartingHashKey: String(middle) };
  await hook(page, 'act', { call: { operation: 'SplitShard', input } });
  await hook(page, 'advance', 9_000);
}

async function fanOut(page) {
  for (const name of ['billing', 'fraud', 'search']) await hook(page, 'act', { reader: { name, fan_out: true } });
  await hook(page, 'advance', 20_000);
}

async function cursors(page) {
  await hook(page, 'act', { reader: { name: 'at-time', running: true } });
  await hook(page, 'advance', 2_000);
  await hook(page, 'act', { reader: { name: 'at-time', running: false } });
  await hook(page, 'advance', 2_000);
}

async function crash(page) {
  const [{ name }] = (await hook(page, 'snapshot')).view.readers;
  await hook(page, 'act', { reader: { name, checkpoint_ms: 10_000 } });
  await hook(page, 'advance', 9_000);
}

async function life(page) {
  // On a phone it may lie below the page's edge.
  await page.getByTestId('stage-film-0').evaluate((film) => film.scrollIntoView({ block: 'center' }));
  const film = await page.getByTestId('stage-film-0').boundingBox();
  await page.mouse.click(film.x + film.width - 65, film.y + film.height / 2);
  await page.getByTestId('life-key').waitFor();
}

async function branch(page) {
  await hook(page, 'seek', 20_000);
  await split(page);
  await hook(page, 'seek', 24_000);
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await hook(page, 'advance', 16_000);
  await page.getByTestId('time-branches').click();
}

async function compare(page) {
  await branch(page);
  await page.getByTestId('branch-compare-1').click();
  await page.getByTestId('chart-branches-expired').waitFor();
}

async function line(page, menu, name) {
  await page.getByTestId(menu).click();
  await page.getByTestId(name).click();
}

async function trouble(page) {
  await line(page, 'faults', 'fault-preset-zone');
  await hook(page, 'advance', 12_000);
}

async function pass(page) {
  await hook(page, 'act', { producer: { name: 'web', keys: 'random' } });
  await hook(page, 'advance', 64_000);
}

async function readRecords(page) {
  await page.getByTestId('records-start').click();
  await page.getByTestId('record-1').click();
}

/** Lets minutes pass by the clock of the page of SQL. */
async function minutes(page, count) {
  for (let minute = 1; minute <= count; minute++) {
    await page.getByTestId('sql-step-60').click();
    await page.getByTestId('sql-now').filter({ hasText: `00:0${minute}:00` }).waitFor();
  }
}

async function late(page) {
  await minutes(page, 3);
  await page.getByTestId('sql-explain').click();
  await page.getByTestId('sql-why').waitFor();
}

async function mistype(page) {
  const field = page.getByTestId('sql-code');
  await field.fill((await field.inputValue()).replace('SELECT STREAM sym, p FROM', 'SELECT STREAM sym, q FROM'));
  await page.getByTestId('sql-problem').waitFor();
}

/** Delivery streams to a bucket, as Parquet and as GZIP, one that is down, and one to Redshift. */
async function lake(page) {
  await hook(page, 'whole');
  await hook(page, 'open', await readFile(new URL('lake.json', import.meta.url), 'utf8'));
  await page.getByTestId('firehose-status').waitFor();
  await hook(page, 'advance', 130_000);
}

async function lakeObject(page) {
  await lake(page);
  await page.getByTestId('firehose-delivery-object').first().click();
  await page.getByTestId('firehose-preview-kind').waitFor();
}

/** The form in its window, refused. */
async function lakeForm(page) {
  await lake(page);
  await page.getByTestId('firehose-new').click();
  for (const [name, value] of Object.entries({ name: 'new', bucket: 'lake', size: '500' })) await page.getByTestId(`firehose-field-${name}`).fill(value);
  await page.getByTestId('firehose-create-run').click();
  await page.getByTestId('firehose-field-size-error').waitFor();
}

async function lakeTrial(page) {
  await lake(page);
  await page.getByTestId('firehose-trial-run').click();
  await page.getByTestId('firehose-trial-row').first().waitFor();
}

async function typeCommands(page) {
  for (const line of ['aws kinesis list-shards --stream-name clicks --query "Shards[].ShardId" --output table', 'aws kinesis describe-stream-summary --stream-name nosuch']) {
    await page.getByTestId('terminal-input').fill(line);
    await page.keyboard.press('Enter');
    await page.locator('.terminal-block').filter({ hasText: line.slice(0, 30) }).first().waitFor();
  }
}

async function passLesson(page) {
  await page.getByTestId('bet-split').getByText('no', { exact: true }).click();
  await page.getByTestId('bet-place').click();
  await pass(page);
  await page.getByTestId('lesson-checks').scrollIntoViewIfNeeded();
}

async function callOfLesson(page) {
  await page.getByTestId('call-0-run').click();
  await page.locator('[data-testid=call-0-outcome] [data-state]').scrollIntoViewIfNeeded();
}

/** Takes a picture in each theme, at a moment that is the same each time. */
async function pictures(browser, url, [path, act], options, fileIn) {
  const [address, fragment = ''] = path.split('#');
  const page = await open(browser, `${url}${address}${address.includes('?') ? '&' : '?'}test=1#${fragment}`, options);
  await ready(page);
  if (address.startsWith('learn/')) await page.locator('.lesson-card, .lesson[data-there=true]').first().waitFor();
  await hook(page, 'advance', 45_000);
  await act?.(page);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    await page.screenshot({ path: fileIn(colorScheme) });
  }
  await page.context().close();
}

/** A page that shows all pictures of a folder, a row for each state. */
async function index(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png'));
  const rows = states.map(([name]) => {
    const pictures = sizes.flatMap(([size]) => themes.map((theme) => `${name}-${size}-${theme}.png`)).filter((file) => files.includes(file));
    const shown = pictures.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`).join('');
    return pictures.length ? `<h2>${name}</h2><p>${shown}</p>` : '';
  });
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>body{font:16px system-ui;background:#777}img{height:320px;margin:4px}</style>${rows.join('\n')}`;
}

const own = process.env.KINETOSCOPE_URL ? null : await serveSite();
const url = own?.url ?? `${process.env.KINETOSCOPE_URL.replace(/\/$/, '')}/`;
const browser = await launch();
try {
  const folder = process.env.KINETOSCOPE_SHOTS;
  if (folder) {
    await mkdir(folder, { recursive: true });
    const wanted = states.filter(([name]) => name.startsWith(process.env.KINETOSCOPE_SHOTS_ONLY ?? ''));
    for (const [at, [name, ...state]] of wanted.entries()) {
      console.log(`${at + 1} of ${wanted.length}: ${name}`);
      const inSize = ([size, width, height]) =>
        pictures(browser, url, state, { width, height }, (theme) => join(folder, `${name}-${size}-${theme}.png`));
      await Promise.all(sizes.map(inSize));
    }
    await writeFile(join(folder, 'index.html'), await index(folder));
  }
  const readme = process.env.KINETOSCOPE_README_PICTURE;
  if (readme) {
    await mkdir(dirname(readme), { recursive: true });
    const page = await open(browser, `${url}sim/`, { width: 1440, height: 900, colorScheme: 'light' });
    await ready(page);
    await page.waitForTimeout(4_000);
    await page.screenshot({ path: readme });
    await page.context().close();
  }
} finally {
  await browser.close();
  await own?.stop();
}
