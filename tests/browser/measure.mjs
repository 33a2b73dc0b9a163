// Measures the website in Chromium and prints the figures as JSON. Nothing here passes or fails.

import { hook, launch, openTest } from './support/browser.mjs';
import { firstLoad } from './support/first-load.mjs';
import { serveSite } from './support/site.mjs';

const SEEKS = 11;
const PLAY_MS = 6_000;

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

const site = await serveSite({ plain: true });
const browser = await launch();
const held = { browser, site };
try {
  const { bytes } = await firstLoad(browser, site.url);
  const drawn = [];
  for (const shards of [4, 64]) drawn.push(await frames(held, shards));
  console.log(JSON.stringify({ first_load_brotli: bytes, seek: await seeks(held), frames: drawn }));
} finally {
  await browser.close();
  await site.stop();
}
