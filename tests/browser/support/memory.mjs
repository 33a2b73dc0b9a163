// How much memory a tab holds.

import { readFile } from 'node:fs/promises';

const PAGE_BYTES = 4096;

/**
 * Bytes that the tab of this browser holds for itself, its workers included; null where the system does not tell. A browser
 * has processes for tabs to come, and for its own pages: the tab is in the one that holds most. What all of them share, the
 * browser's code above all, is left out, as the browser's own task manager does.
 */
export async function tabMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  try {
    const sizes = await Promise.all(pages.map(({ id }) => readFile(`/proc/${id}/statm`, 'utf8')));
    return Math.max(...sizes.map(ownBytes));
  } catch {
    return null;
  }
}

/** Of a line of `/proc/<id>/statm`: all, resident, shared and so on, in pages. */
function ownBytes(line) {
  const [, resident, shared] = line.split(' ').map(Number);
  return (resident - shared) * PAGE_BYTES;
}
