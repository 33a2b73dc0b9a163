// A browser's worker by a thread of Node, as far as the generator needs one.

import { Worker, parentPort, workerData } from 'node:worker_threads';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';

/** A worker that runs a script of a folder. */
export class NodeWorker {
  #thread;

  constructor(folder, script) {
    this.#thread = new Worker(fileURLToPath(import.meta.url), { workerData: { folder, script } });
    this.#thread.on('message', (data) => this.onmessage?.({ data }));
    this.#thread.on('error', (error) => this.onerror?.({ message: error.message }));
  }

  postMessage(message) {
    this.#thread.postMessage(message);
  }

  terminate() {
    this.#thread.terminate();
  }
}

if (workerData) await run(workerData);

async function run({ folder, script }) {
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.importScripts = (file) => runInThisContext(readFileSync(join(folder, file), 'utf8'));
  await import(pathToFileURL(join(folder, script)));
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
}
