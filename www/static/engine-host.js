// The page's end of the engine: starts it in a worker, or in the page where no worker can start, and lets the whole
// engine take over from the first one, which is made small.

/** How long a worker may take to say that it is there. */
const WORKER_START_MS = 10_000;
/** How long to wait for the end of a journey before asking again. */
const JOURNEY_MS = 50;

const place = (file) => new URL(file, import.meta.url).href;
const filesBelow = (folder) => ({ script: place(`${folder}engine.js`), wasm: place(`${folder}engine_bg.wasm`) });

/**
 * Starts the engine, the whole one if `whole` says so. `picture(bytes, state)` is called with each new picture;
 * `lost(message)` if the engine stops.
 */
export async function startEngine(picture, lost, whole) {
  const host = new Host(picture, lost);
  await host.start(whole);
  return host;
}

class Host {
  #picture;
  #lost;
  #engine = null;
  /** The one that is about to take over. */
  #next = null;
  /** Settled once the engine that goes on is known. */
  #change = Promise.resolve();
  #stopped = false;

  constructor(picture, lost) {
    this.#picture = picture;
    this.#lost = lost;
  }

  get where() {
    return this.#engine.where;
  }

  /** Promises the engine's answer. */
  async request(name, args) {
    await this.#change;
    return this.#engine.request(name, args);
  }

  stop() {
    this.#stopped = true;
    this.#engine.stop();
    this.#next?.stop();
  }

  async start(whole) {
    this.#engine = await this.#launch(whole);
  }

  /** An engine that is loaded. Until it is ours, and when it is ours no longer, nobody hears of it. */
  async #launch(whole) {
    const engine = await launch(
      (...picture) => this.#engine === engine && this.#picture(...picture),
      (message) => this.#engine === engine && this.#lost(message),
    );
    await engine.request('load', filesBelow(whole ? 'whole/' : '')).catch((error) => {
      engine.stop();
      throw error;
    });
    return engine;
  }

  /**
   * Lets the whole engine take over the session, at the same moment and with the same events. It plays the session while
   * the first one goes on, and takes over with what came in between. A rejection leaves all as it was.
   */
  async becomeWhole() {
    const next = await this.#launch(true);
    this.#next = next;
    try {
      await next.request('adopt', await this.#engine.request('state'));
      while (!this.#stopped && !(await this.#handOver(next))) await new Promise((then) => setTimeout(then, JOURNEY_MS));
      if (this.#stopped) throw new Error('The engine was stopped.');
    } catch (error) {
      next.stop();
      throw error;
    } finally {
      this.#next = null;
    }
  }

  /** Says whether `next` is now the engine; it is not while a journey is under way. */
  async #handOver(next) {
    const old = this.#engine;
    let settle;
    this.#change = new Promise((resolve) => {
      settle = resolve;
    });
    let state = null;
    try {
      state = await old.request('leave');
      if (!state) return false;
      await next.request('adopt', state);
      this.#engine = next;
      old.stop();
      return true;
    } finally {
      // Who goes on goes on as before, and with a picture; the page need not wait for that.
      if (state) this.#engine.request(state.playing ? 'play' : 'pause', {}).catch(this.#lost);
      settle();
    }
  }
}

const openSandbox = async () => (await import('./function-sandbox.js')).openSandbox();

const launch = (picture, lost) => inWorker(place('engine-worker.js'), picture, lost).catch(() => inPage(picture));

function inWorker(script, picture, lost) {
  if (new URLSearchParams(location.search).get('worker') === '0') return Promise.reject(new Error('not wanted'));
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { type: 'module' });
    const waiting = new Map();
    let next = 1;
    let started = false;
    const request = (name, args) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, args });
      });
    const refuseAll = (error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    const stop = () => {
      worker.terminate();
      refuseAll(new Error('The engine was stopped.'));
    };
    const timer = setTimeout(() => fail(new Error('no answer')), WORKER_START_MS);
    const fail = (error) => {
      clearTimeout(timer);
      refuseAll(error);
      if (started) lost(error.message);
      else stop();
      reject(error);
    };
    worker.onerror = (event) => fail(new Error(event.message || 'The worker stopped.'));
    worker.onmessage = ({ data }) => {
      if (data.kind === 'picture') return picture(data.picture, data.state);
      if (data.kind === 'sandbox') return openSandbox().then((port) => worker.postMessage({}, [port]), fail);
      if (data.kind === 'ready') {
        clearTimeout(timer);
        started = true;
        return resolve({ request, stop, where: 'worker' });
      }
      // Nobody waits any more where the worker has failed meanwhile.
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error === undefined) asked?.resolve(data.value);
      else asked?.reject(new Error(data.error));
    };
  });
}

async function inPage(picture) {
  const { Dispatcher } = await import('./engine-dispatch.js');
  const soon = (delay, turn) => setTimeout(turn, Math.max(delay, 4));
  const dispatcher = new Dispatcher(picture, { sliceMs: 6, soon, connect: openSandbox });
  return { request: (name, args) => dispatcher.handle(name, args), stop: () => {}, where: 'page' };
}
