// Makes WebAssembly modules smaller or faster, in place, as wasm-opt does: `node optimise.mjs -Oz a.wasm b.wasm …`.
//
// One program for all: it takes longer to start Binaryen than to optimise a part of the page, and there are hundreds of them.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * What each level means: how hard to work for speed and for size, and how large a function may be that is put in the place of
 * its only call, -1 being any. That makes a module smaller, and what a browser is sent larger: brotli finds less that is
 * alike in large functions. Without it the first load is 7 per cent less.
 */
const LEVELS = { '-O3': [3, 0, -1], '-Oz': [2, 2, 0] };

/** What compilers say of themselves; nothing that runs a module reads it. */
const TOLD_TO_NOBODY = ['strip-producers', 'strip-target-features'];

/** Optimises the files that `next` names until it names none. */
async function optimiseAll(level, next) {
  const modules = createRequire(join(process.env.KINETOSCOPE_NODE_MODULES, 'x.js'));
  const { default: binaryen } = await import(pathToFileURL(modules.resolve('binaryen')));
  const [speed, size, onlyCall] = LEVELS[level];
  binaryen.setOptimizeLevel(speed);
  binaryen.setShrinkLevel(size);
  binaryen.setOneCallerInlineMaxSize(onlyCall);
  // The last tenth of a per cent: wasm-opt does this by itself, the library when asked.
  binaryen.setGenerateStackIR(true);
  binaryen.setOptimizeStackIR(true);
  for (let file = await next(); file !== undefined; file = await next()) {
    const module = binaryen.readBinary(await readFile(file));
    module.optimize();
    module.runPasses(TOLD_TO_NOBODY);
    // Beside it first: what is stopped halfway leaves the module whole.
    const beside = `${file}.optimised`;
    await writeFile(beside, module.emitBinary());
    await rename(beside, file);
    module.dispose();
  }
}

if (isMainThread) {
  const [level, ...files] = process.argv.slice(2);
  if (!(level in LEVELS)) throw new Error(`There is no level ${level}.`);
  const workers = Array.from({ length: Math.min(availableParallelism(), files.length) }, () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { level } });
    worker.on('message', () => worker.postMessage(files.shift()));
    return new Promise((done, fail) => {
      worker.on('error', fail);
      worker.on('exit', (code) => (code === 0 ? done() : fail(new Error(`A worker ended with ${code}.`))));
    });
  });
  await Promise.all(workers);
} else {
  const next = () => new Promise((tell) => {
    parentPort.once('message', tell);
    parentPort.postMessage('next');
  });
  await optimiseAll(workerData.level, next);
  parentPort.close();
}
