// A page in Chromium that can reach nothing but the files it is given.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const ORIGIN = "http://kinetoscope.test";

/** Opens a folder's index.html; `blocked` collects whatever else was asked for. Closed when the test `t` ends. */
export async function openPage(t, folder) {
  if (!process.env.CHROMIUM) throw new Error("CHROMIUM must be the path of a Chromium; `cargo xtask test` sees to it");
  const { chromium } = createRequire(join(process.env.KINETOSCOPE_NODE_MODULES, "_.js"))("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const blocked = [];
  await page.route("**", (route) => {
    const url = new URL(route.request().url());
    const file = join(folder, url.pathname === "/" ? "index.html" : url.pathname);
    if (url.origin === ORIGIN && existsSync(file)) {
      return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] ?? "application/octet-stream" });
    }
    if (url.pathname !== "/favicon.ico") blocked.push(url.href);
    return route.abort();
  });
  await page.goto(ORIGIN);
  return { page, blocked };
}
