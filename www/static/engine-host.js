// The page's end of the engine: starts it in a worker, or in the page where no worker can start.

/** How long a worker may take to say that it is there. */
const WORKER_START_MS = 10_000;

/**
 * Starts the engine. `picture(bytes, state)` is called with each new picture; `lost(message)` if the engine stops.
 * The host has one method, `request(name, args)`, which promises the engine's answer.
 */
export async function startEngine(picture, lost) {
  const place = (file) => new URL(file, import.meta.url).href;
  const host = await inWorker(place('engine-worker.js'), picture, lost).catch(() => inPage(picture));
  await host.request('load', { wasm: place('engine_bg.wasm') }).catch((error) => {
    host.stop();
    throw error;
  });
  return host;
}

class Host {
  constructor(call, stop, where) {
    this.request = call;
    this.stop = stop;
    this.where = where;
  }
}

function inWorker(script, picture, lost) {
  if (new URLSearchParams(location.search).get('worker') === '0') return Promise.reject(new Error('not wanted'));
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { type: 'module' });
    const waiting = new Map();
    let next = 1;
    let started = false;
    const call = (name, args) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, args });
      });
    const stop = () => worker.terminate();
    const timer = setTimeout(() => fail(new Error('no answer')), WORKER_START_MS);
    const fail = (error) => {
      clearTimeout(timer);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      if (started) lost(error.message);
      else stop();
      reject(error);
    };
    worker.onerror = (event) => fail(new Error(event.message || 'The worker stopped.'));
    worker.onmessage = ({ data }) => {
      if (data.kind === 'picture') return picture(data.picture, data.state);
      if (data.kind === 'ready') {
        clearTimeout(timer);
        started = true;
        return resolve(new Host(call, stop, 'worker'));
      }
      const { resolve: done, reject: refused } = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error === undefined) done(data.value);
      else refused(new Error(data.error));
    };
  });
}

async function inPage(picture) {
  const { Dispatcher, load } = await import('./engine-dispatch.js');
  const soon = (delay, turn) => setTimeout(turn, Math.max(delay, 4));
  const dispatcher = new Dispatcher(picture, { sliceMs: 6, soon });
  const call = (name, args) => (name === 'load' ? load(args.wasm) : dispatcher.handle(name, args));
  return new Host(call, () => {}, 'page');
}
