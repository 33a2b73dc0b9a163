// Starts the page's own module; the engine is started by the page.

import init from './page.js';

const say = (text) => {
  const status = document.getElementById('boot-status');
  if (status) status.textContent = text;
};

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

start();
