// A first visit to home as somebody with a given network and processor has it.

/** Networks and processors that are told apart: a phone's with a slow processor, and a desk's. */
export const CONDITIONS = {
  phone: { latency: 170, kilobits: 9_000, slower: 4 },
  desk: { latency: 28, kilobits: 5_000, slower: 1 },
};

/** Milliseconds until something is seen, until the largest part is seen, and until one can act. */
export async function visit(browser, url, { latency, kilobits, slower }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const throughput = (kilobits * 1000) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript(() => {
    window.seen = { largest: 0, ready: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.seen.largest = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new MutationObserver(() => {
      if (!window.seen.ready && document.documentElement.dataset.ready === 'true') window.seen.ready = performance.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });
  });
  await page.goto(url);
  await page.waitForFunction(() => window.seen.ready > 0, null, { timeout: 120_000 });
  const times = await page.evaluate(() => ({
    paint_ms: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    largest_ms: window.seen.largest,
    interactive_ms: window.seen.ready,
  }));
  await context.close();
  return times;
}
