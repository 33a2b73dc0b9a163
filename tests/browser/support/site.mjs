// Serves the built site for a test: by `kinetoscope serve` where there is one, else by a few lines of our own.

import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createProbe } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The built site. */
export const siteFolder = process.env.KINETOSCOPE_SITE ?? join(root, 'www/dist');

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves the site below `path`; gives its address (with a slash at the end) and how to stop it. `plain` is a server that
 * only knows files; `packed` is one that sends them as brotli, as hosts of websites do.
 */
export async function serveSite({ path = '/', plain = false, packed = false } = {}) {
  const command = process.env.KINETOSCOPE_BIN;
  if (command && path === '/' && !plain && !packed) return serveByCommand(command);
  const server = createServer((request, response) => answer(request, response, path, packed));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  return { url: `http://127.0.0.1:${server.address().port}${path}`, stop };
}

/** A plain file server: no rewriting, `index.html` for folders. */
async function answer(request, response, path, packed) {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (!pathname.startsWith(path)) return response.writeHead(404).end();
  let file = join(siteFolder, normalize(decodeURIComponent(pathname.slice(path.length))));
  try {
    if ((await stat(file)).isDirectory()) file = join(file, 'index.html');
    const headers = { 'content-type': types[extname(file)] ?? 'application/octet-stream' };
    if (packed) return response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(await packedFile(file));
    response.writeHead(200, headers).end(await readFile(file));
  } catch {
    response.writeHead(404).end();
  }
}

const packedFiles = new Map();

/** A file as brotli; packed once. */
async function packedFile(file) {
  if (!packedFiles.has(file)) packedFiles.set(file, brotliCompressSync(await readFile(file)));
  return packedFiles.get(file);
}

async function serveByCommand(command) {
  const port = await freePort();
  const child = spawn(command, ['serve', '--control', '--port', String(port)], { cwd: root, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`kinetoscope serve ended with ${child.exitCode}`);
    const there = await fetch(url).then((response) => response.ok, () => false);
    if (there) return { url, stop: () => stopChild(child) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stopChild(child);
  throw new Error('kinetoscope serve does not answer');
}

function stopChild(child) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  return ended;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
