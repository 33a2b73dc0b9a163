// Starts the page's own module; the engine is started by the page.

import init from './page.js';

const say = (text) => {
  const status = document.getElementById('boot-status');
  if (status) status.textContent = text;
};

// The page's module broke off: this script still runs.
addEventListener('error', ({ error }) => error && import('./broke-off.js').then(({ tell }) => tell(error)));

async function start() {
  say('Loading\u2026');
  try {
    await init({ module_or_path: new URL('page_bg.wasm', import.meta.url) });
  } catch (error) {
    say(`The page did not start: ${error.message}. It needs a browser with WebAssembly, and page_bg.wasm of this site. `);
    const retry = document.createElement('button');
    retry.className = 'button';
    retry.textContent = 'Retry';
    retry.onclick = () => location.reload();
    document.getElementById('boot-status')?.append(retry);
  }
}

/** On the reader's own machine the site comes from there, and is renewed while one works on it: nothing is kept. */
const local = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname) && !new URLSearchParams(location.search).has('offline');

start();
if (!local && navigator.serviceWorker) addEventListener('load', () => import('./offline.js').then(({ start }) => start()));
