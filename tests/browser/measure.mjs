// Measures the website in Chromium and prints the figures as JSON. Nothing here passes or fails.

import { hook, launch, openTest } from './support/browser.mjs';
import { firstLoad } from './support/first-load.mjs';
import { tabMemory } from './support/memory.mjs';
import { serveSite } from './support/site.mjs';
import { CONDITIONS, visit } from './support/visit.mjs';

const SEEKS = 11;
const PLAY_MS = 6_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Between two looks at a clock that runs for long. */
const LOOK_MS = 10_000;
/** How long hours of hot-key may take to play. */
const PLAYED_MS_MAX = 1_800_000;

/** Milliseconds from the start of the journey to the picture of its end, the median of several. */
function journeys(page, from, to) {
  return page.evaluate(async ([from, to, times]) => {
    const took = [];
    for (let i = 0; i < times; i++) {
      await window.kinetoscope.seek(from);
      const start = performance.now();
      await window.kinetoscope.seek(to);
      took.push(performance.now() - start);
    }
    return took.sort((a, b) => a - b)[times >> 1];
  }, [from, to, SEEKS]);
}

/** How long drawing takes while the scenario plays at its own speed. */
async function frames(held, shards) {
  const page = await openTest(held, 'sim/', { fragment: `#p=hot-key&stream.1.shards=${shards}` });
  await hook(page, 'play');
  await page.waitForTimeout(PLAY_MS);
  const { frames, gap_p95_ms, draw_p95_ms } = await hook(page, 'fps');
  await page.context().close();
  return { shards, frames, gap_p95_ms, draw_p95_ms };
}

async function seeks(held) {
  const page = await openTest(held);
  await hook(page, 'advance', 60_000);
  const back_ms = await journeys(page, 60_000, 20_000);
  const on_ms = await journeys(page, 20_000, 60_000);
  await page.context().close();
  return { back_ms, on_ms };
}

/** Seeks in ten minutes of 1,000 records/s: one minute back, and nine. */
async function longSeeks(held) {
  const page = await openTest(held, 'sim/', { fragment: '#p=hot-key&producer.1.rate=1000' });
  await hook(page, 'advance', 10 * MINUTE_MS);
  const minute_ms = await journeys(page, 10 * MINUTE_MS, 9 * MINUTE_MS);
  const nine_minutes_ms = await journeys(page, 10 * MINUTE_MS, MINUTE_MS);
  await page.context().close();
  return { minute_ms, nine_minutes_ms };
}

/** First visits under each condition; the second of two counts, when the server has packed its files. */
async function visits(browser) {
  const site = await serveSite({ packed: true });
  const times = {};
  for (const [name, conditions] of Object.entries(CONDITIONS)) {
    await visit(browser, site.url, conditions);
    times[name] = await visit(browser, site.url, conditions);
  }
  await site.stop();
  return times;
}

/** Milliseconds from a key or a click to the next picture while the scenario plays: three of four are below. */
async function inputs(held) {
  const page = await openTest(held);
  await page.evaluate(() => {
    window.waited = new Map();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) window.waited.set(interactionId, Math.max(duration, window.waited.get(interactionId) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold: 16 });
  });
  await hook(page, 'play');
  for (let i = 0; i < 12; i++) {
    await page.getByTestId(`stage-shard-${i % 4}-select`).click();
    await page.getByTestId('try-key-field').pressSequentially(`k${i}`);
  }
  await page.waitForTimeout(500);
  const waited = await page.evaluate(() => [...window.waited.values()]);
  await page.context().close();
  waited.sort((a, b) => a - b);
  return { count: waited.length, p75_ms: waited[Math.floor(waited.length * 0.75)] ?? 0 };
}

/** Memory when 30 hours of hot-key have passed, which is half an hour at 60x, and after a third of them; as fast as it goes. */
async function memory(held) {
  const page = await openTest(held, 'sim/', { query: '&speed=3600' });
  await hook(page, 'play');
  const until = (hours) => page.waitForFunction((ms) => window.kinetoscope.now() >= ms, hours * HOUR_MS, { timeout: PLAYED_MS_MAX, polling: 1_000 });
  await until(10);
  const early = await tabMemory(held.browser);
  await until(30);
  const late = await tabMemory(held.browser);
  await page.context().close();
  return { early_bytes: early, late_bytes: late };
}

/**
 * A month of retention-edge with 8 shards at 3,600x: the share of that speed that it kept, the share of what the page said in the
 * stretch where it fell farthest behind its word, and the memory after a third and after all.
 */
async function month(held) {
  const page = await openTest(held, 'sim/', { fragment: '#p=retention-edge&stream.1.shards=8', query: '&speed=3600' });
  await hook(page, 'play');
  const looks = [await look(page)];
  const until = async (days) => {
    while (looks.at(-1).virtual < days * DAY_MS) {
      await page.waitForTimeout(LOOK_MS);
      looks.push(await look(page));
    }
    return tabMemory(held.browser);
  };
  const [early_bytes, late_bytes] = [await until(10), await until(30)];
  await page.context().close();
  const ratio = (from, to) => (to.virtual - from.virtual) / (to.real - from.real);
  const kept = looks.slice(1).map((to, index) => ratio(looks[index], to) / Math.min(looks[index].said, to.said));
  return { speed_share: ratio(looks[0], looks.at(-1)) / 3_600, said_share: Math.min(...kept), early_bytes, late_bytes };
}

/** The virtual and the real time, and how fast the page says that it runs. */
function look(page) {
  return page.evaluate(() => {
    const running = document.querySelector('[data-testid=time-clock]').innerText.match(/running ([\d,.]+)/);
    const said = running ? Number(running[1].replaceAll(',', '')) : 3_600;
    return { virtual: window.kinetoscope.now(), real: performance.now(), said };
  });
}

const site = await serveSite({ plain: true });
const browser = await launch();
const held = { browser, site };
try {
  const { bytes } = await firstLoad(browser, site.url);
  const drawn = [];
  for (const shards of [4, 64]) drawn.push(await frames(held, shards));
  const seek = { ...await seeks(held), ...await longSeeks(held) };
  const input = await inputs(held);
  const visited = await visits(browser);
  const [held_memory, long] = [await memory(held), await month(held)];
  console.log(JSON.stringify({ first_load_brotli: bytes, seek, frames: drawn, input, memory: held_memory, month: long, visits: visited }));
} finally {
  await browser.close();
  await site.stop();
}
