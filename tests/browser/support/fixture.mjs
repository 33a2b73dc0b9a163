// What a test file needs from its first test to its last: the site, served, and a browser.

import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { serveSite } from './site.mjs';

/** An object that holds `browser` and `site` while the tests of the file run; `options` as for `serveSite`. */
export function fixture(options) {
  const held = {};
  before(async () => {
    held.site = await serveSite(options);
    held.browser = await launch();
  });
  after(async () => {
    await held.browser?.close();
    await held.site?.stop();
  });
  return held;
}
