// What delivery streams want of the world outside: functions of the caller's, and servers. The engine asks for it as tasks.

import { request } from "./server.js";

/** Taken now: a test runner may put a false one in its place later. */
const { setTimeout, clearTimeout } = globalThis;

const encoder = new TextEncoder();

/** Does the tasks of one world. */
export class Outside {
  #look;
  #functions;
  #timeoutMs;
  #fetch;
  #running = new Set();
  #end = new AbortController();

  /** `look()` gives the engine, or nothing once it is freed. */
  constructor(look, { functions = {}, functionTimeoutMs = 300_000, httpDelivery = false }) {
    this.#look = look;
    this.#functions = new Map(Object.entries(functions));
    this.#timeoutMs = functionTimeoutMs;
    this.#fetch = fetchOf(httpDelivery);
    look().setOutside([...this.#functions.keys()], httpDelivery !== false);
  }

  /** Begins what is wanted: to be called after whatever may have let the engine want something. */
  begin() {
    for (let task = this.#poll(); task !== undefined; task = this.#poll()) {
      const running = this.#run(task).finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
  }

  /** Begins what is wanted, and waits until nothing is any more. Says whether anything was. */
  async settle() {
    this.begin();
    const anything = this.#running.size > 0;
    while (this.#running.size > 0) await Promise.all(this.#running);
    return anything;
  }

  /** Waits for nothing any more, because the world is gone. */
  stop() {
    this.#end.abort();
  }

  #poll() {
    return this.#look()?.pollTask();
  }

  /** Does one; it always ends, and what went wrong is told to the engine. */
  async #run(task) {
    const end = task.kind === "invoke" ? await this.#invoke(task) : await this.#ask(task);
    const engine = this.#look();
    if (engine === undefined) return;
    end(engine);
    // Something else may have waited for it: no more than so many calls of a function are under way at a time.
    this.begin();
  }

  async #invoke(task) {
    const { id, function: name, event } = task;
    const call = this.#functions.get(name);
    if (call === undefined) return (engine) => drop(engine, task);
    const failed = (code, message) => (engine) => engine.endFailed(id, code, message);
    try {
      const answer = await inTime(async () => call(JSON.parse(event)), this.#timeoutMs, this.#end.signal);
      if (answer === LATE) return failed("Lambda.FunctionRequestTimedOut", `The function ${name} took longer than ${this.#timeoutMs} ms.`);
      // What JSON has no sign for, a function of Lambda's answers by null.
      const text = encoder.encode(JSON.stringify(answer) ?? "null");
      return (engine) => engine.endReturned(id, text);
    } catch (error) {
      return failed("Lambda.FunctionError", String(error?.message ?? error));
    }
  }

  async #ask(task) {
    const { id, kind } = task;
    if (kind !== "request" || this.#fetch === undefined) return (engine) => drop(engine, task);
    const { unreachable, status, headers, body } = await request(this.#fetch, task, this.#end.signal);
    if (unreachable !== undefined) return (engine) => engine.endUnreachable(id, unreachable);
    return (engine) => engine.endResponded(id, status, headers, body);
  }
}

/** Ends a task that an earlier process had and this one does not do: it has failed, and will be tried again here. */
export function drop(engine, { id, kind, function: name }) {
  if (kind === "request") engine.endUnreachable(id, "connection_failed");
  else if (kind === "invoke") engine.endFailed(id, "Lambda.ResourceNotFound", `Function not found: ${name}`);
  else engine.endFailed(id, "ServiceUnavailable", "The process that was to do it has ended.");
}

const LATE = Symbol("late");

/** What `call` comes to, or that it has not come to anything in time, or before `end`. */
async function inTime(call, millis, end) {
  let tell;
  const late = new Promise((resolve) => (tell = () => resolve(LATE)));
  const alarm = setTimeout(tell, millis);
  end.addEventListener("abort", tell);
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(alarm);
    end.removeEventListener("abort", tell);
  }
}

/** What sends requests; looked up at each, so that one that is put in its place later is used. */
function fetchOf(httpDelivery) {
  if (httpDelivery === false) return undefined;
  return httpDelivery === true ? (...request) => globalThis.fetch(...request) : httpDelivery.fetch;
}
