// The record generator, as a page uses it.
//
//     const generator = createGenerator();
//     const { records, fault } = await generator.preview('{"n":{{random.number(9)}}}', { seed: 7 });
//     for await (const batch of generator.batches(plan, fromMicros, toMicros, { signal })) send(batch);
//     generator.close();
//
// Everything that runs a template, a pattern or a rule happens in a worker. One that takes too long is stopped and its
// request refused; the next request starts another. Lists and templates need no worker: they are exported here.

export { ALIAS, HELPERS } from './helpers.js';
export { complete, helpersOf } from './suggest.js';
export { BUILT_IN, exportKdg, importKdg, importPeriods } from './templates.js';

/** What runs longer never ends: a record takes some microseconds. */
const PATIENCE_MS = 10_000;

/**
 * @param {{ startWorker?: () => Worker, patienceMs?: number }} [options] how a worker is started: by another way in Node
 */
export function createGenerator({ startWorker = start, patienceMs = PATIENCE_MS } = {}) {
  const thread = new Thread(startWorker, patienceMs);
  return {
    /**
     * The first five records of a template with their sizes, or what is wrong with it.
     *
     * @param {string} template
     * @param {Partial<import('./records.js').Recipe> & { atMicros?: number }} [options]
     * @param {{ signal?: AbortSignal }} [control]
     * @returns {Promise<import('./preview.js').Preview>}
     */
    preview: (template, options = {}, { signal } = {}) => thread.request('preview', { template, options }, signal),

    /**
     * The calls of a plan from a moment to another, in order. Breaking off the loop or the signal ends it; a fault of the
     * template rejects with what it is and where.
     *
     * @param {import('./plan.js').Plan} plan
     * @param {number} fromMicros
     * @param {number} toMicros
     * @param {{ signal?: AbortSignal }} [control]
     * @returns {AsyncGenerator<import('./plan.js').Batch>}
     */
    async *batches(plan, fromMicros, toMicros, { signal } = {}) {
      let cursor = { fromMicros, skip: 0 };
      while (cursor) {
        const { batches, next } = await thread.request('batches', { plan, cursor, toMicros }, signal);
        for (const batch of batches) {
          signal?.throwIfAborted();
          yield batch;
        }
        cursor = next;
      }
    },

    /**
     * What the agent sends of a log file; see agent.js.
     *
     * @param {string} text
     * @param {import('./agent.js').Settings} settings
     * @param {import('./agent.js').Checkpoint | null} [checkpoint]
     * @param {{ signal?: AbortSignal }} [control]
     * @returns {Promise<{ records: import('./agent.js').Converted[], checkpoint: import('./agent.js').Checkpoint }>}
     */
    agent: (text, settings, checkpoint = null, { signal } = {}) =>
      thread.request('agent', { text, settings, checkpoint }, signal),

    /**
     * What a rule forwards of messages; see rule.js.
     *
     * @param {import('./rule.js').Rule} rule
     * @param {import('./rule.js').Message[]} messages
     * @param {{ signal?: AbortSignal }} [control]
     * @returns {Promise<import('./rule.js').Forwarded[]>}
     */
    rule: (rule, messages, { signal } = {}) => thread.request('rule', { rule, messages }, signal),

    /** Stops the worker; what is under way is refused. */
    close: () => thread.stop(new Error('The generator was closed.')),
  };
}

function start() {
  return new Worker(new URL('worker.js', import.meta.url));
}

/** A worker that is started when it is needed and again after it was stopped; one request at a time. */
class Thread {
  #start;
  #patienceMs;
  #worker = null;
  #busy = null;
  #queue = Promise.resolve();
  #next = 1;

  constructor(start, patienceMs) {
    this.#start = start;
    this.#patienceMs = patienceMs;
  }

  request(name, args, signal) {
    const answer = this.#queue.then(() => this.#ask(name, args, signal));
    this.#queue = answer.catch(() => {});
    return answer;
  }

  stop(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy?.(error);
  }

  #ask(name, args, signal) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const id = this.#next++;
      const done = (settle, value) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.#busy = null;
        settle(value);
      };
      const abort = () => this.stop(signal.reason);
      const tooLong = () =>
        this.stop(new Error(`This took longer than ${this.#patienceMs / 1000} seconds and was stopped.`));
      const timer = setTimeout(tooLong, this.#patienceMs);
      signal?.addEventListener('abort', abort);
      this.#busy = (error) => done(reject, error);
      this.#worker ??= this.#start();
      this.#worker.onerror = (event) => this.stop(new Error(event.message || 'The generator did not start.'));
      this.#worker.onmessage = ({ data }) => {
        if (data.id !== id) return;
        if (data.error) done(reject, Object.assign(new Error(data.error.message), data.error));
        else done(resolve, data.value);
      };
      this.#worker.postMessage({ id, name, args });
    });
  }
}
