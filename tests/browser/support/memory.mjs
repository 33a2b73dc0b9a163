// How much memory a browser's pages and workers hold.

import { readFile } from 'node:fs/promises';

const PAGE_BYTES = 4096;

/** Bytes in memory of all processes that run pages of this browser; null where the system does not tell. */
export async function pagesMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  try {
    const sizes = await Promise.all(pages.map(({ id }) => readFile(`/proc/${id}/statm`, 'utf8')));
    return sizes.reduce((sum, text) => sum + Number(text.split(' ')[1]) * PAGE_BYTES, 0);
  } catch {
    return null;
  }
}
