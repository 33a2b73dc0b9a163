// What a visitor's first page makes the browser fetch.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { ready } from './browser.mjs';
import { siteFolder } from './site.mjs';

/** What a worker asks for is not always reported; it is always the same. */
const OF_THE_WORKER = ['/engine-worker.js', '/engine-dispatch.js', '/engine.js', '/engine_bg.wasm'];

/** The files of the first load of home, and their bytes as brotli at its best. */
export async function firstLoad(browser, url) {
  const context = await browser.newContext();
  const asked = new Set(OF_THE_WORKER);
  context.on('request', (request) => asked.add(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  await context.close();
  const files = [...asked].sort();
  const sizes = await Promise.all(files.map(compressed));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), files };
}

async function compressed(path) {
  const body = await readFile(join(siteFolder, path.endsWith('/') ? `${path}index.html` : path));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(body, { params }).length;
}
