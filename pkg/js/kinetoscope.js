// The public class: a world of Kinesis with a virtual clock. What happens in it is the engine's business alone.

import { Engine } from "../dist/engine.js";
import { realClock, virtualClock } from "./clock.js";
import { Connections, readableStream } from "./connections.js";
import { InProcessHandler } from "./handler.js";
import { deliver } from "./fault.js";
import { loadFormats, preview } from "./formats.js";
import { ready } from "./loader.js";
import {
  actionText,
  checkClientOptions,
  checkEventsOptions,
  checkPreviewOptions,
  checkRestoreOptions,
  checkRunOptions,
  checkWorldOptions,
  columnsText,
  nameOf,
  reachesOutside,
  scenarioText,
  settingsText,
} from "./options.js";
import { Outside, drop } from "./outside.js";
import { bytesOf, headerPairs, headersText, isBytes } from "./request.js";
import { virtualRetries } from "./retry.js";
import { advanceTo, runTo } from "./run.js";
import { makeApplication } from "./sql.js";
import { destination, toDate, toMicros, withinClock } from "./time.js";
import { pause, waitFor } from "./wait.js";

const NOTHING = new Uint8Array(0);

/** Answers that must have no body in `fetch`'s eyes. */
const EMPTY = new Set([204, 205, 304]);

/** Known to this module only, so that worlds come from `create` and `restore`. */
const KEY = Symbol("Kinetoscope");

export class Kinetoscope {
  #engine;
  #clock;
  #connections;
  #handler;
  /** Only in a world that reaches outside of itself. */
  #outside;

  constructor(key, engine, clock = "virtual", outside = {}) {
    if (key !== KEY) throw new TypeError("Use Kinetoscope.create(options), not new Kinetoscope()");
    this.#engine = engine;
    this.#clock = clock === "real" ? realClock(engine) : virtualClock();
    this.#connections = new Connections(() => (this.freed ? undefined : this.#current()), this.#clock);
    this.#handler = new InProcessHandler((...request) => this.#serve(...request), this.#connections);
    if (reachesOutside(outside)) this.#outside = new Outside(() => (this.freed ? undefined : this.#current()), outside);
    else dropTasks(engine);
  }

  static async create(options) {
    return Kinetoscope.createSync(options);
  }

  static createSync(options) {
    const { scenario, clock, functions, functionTimeoutMs, httpDelivery, ...rest } = checkWorldOptions(options);
    ready();
    const text = scenario === undefined ? undefined : scenarioText(scenario);
    if (clock === "real" && text === undefined) rest.startTime ??= Date.now();
    const engine = new Engine(settingsText(rest, text && Engine.settingsOf(text)));
    if (text !== undefined) loadOrFree(engine, text);
    return new Kinetoscope(KEY, engine, clock, { functions, functionTimeoutMs, httpDelivery });
  }

  static async restore(bytes, options) {
    return Kinetoscope.restoreSync(bytes, options);
  }

  static restoreSync(bytes, options) {
    const { clock, ...outside } = checkRestoreOptions(options);
    ready();
    if (!isBytes(bytes)) {
      throw new TypeError("Kinetoscope.restore: the first argument must be the bytes of a snapshot");
    }
    return new Kinetoscope(KEY, Engine.restore(bytesOf(bytes)), clock, outside);
  }

  static loadFormats(wasm) {
    return loadFormats(wasm);
  }

  static preview(object, options) {
    const { rows = 10, bytes = 4_096 } = checkPreviewOptions(options);
    if (!isBytes(object)) throw new TypeError("Kinetoscope.preview: the first argument must be the bytes of an object");
    return preview(bytesOf(object), rows, bytes);
  }

  clientConfig(options) {
    const { retries = "none", maxAttempts = 3, ...who } = checkClientOptions(options);
    const { tenant } = JSON.parse(this.#live().settings());
    const config = {
      region: who.region ?? tenant.region,
      // Twelve digits as access key id name the account; the secret signs requests that nobody verifies.
      credentials: { accessKeyId: who.account ?? tenant.account, secretAccessKey: "kinetoscope" },
      requestHandler: this.#handler,
    };
    if (retries === "none") config.maxAttempts = 1;
    if (retries === "sdk" && options?.maxAttempts !== undefined) config.maxAttempts = maxAttempts;
    if (retries === "virtual") config.retryStrategy = virtualRetries(maxAttempts, (ms) => this.advance(ms));
    return config;
  }

  async handle(request) {
    const { method = "GET", url, headers, body } = request ?? {};
    if (typeof url !== "string") throw new TypeError("handle: give a Request, or { method, url, headers, body }");
    const { pathname, search } = new URL(url, "http://kinesis.us-east-1.amazonaws.com");
    const bytes = await bytesOf(body);
    const answer = await this.#serve(method, pathname + search, headersText(headers), bytes);
    const { connection } = answer;
    const whole = method === "HEAD" || EMPTY.has(answer.status) ? null : answer.body;
    const content = connection === undefined ? whole : readableStream(this.#connections.body(connection, answer.body));
    return new Response(content, { status: answer.status, headers: headerPairs(answer.headers) });
  }

  advance(step) {
    const engine = this.#current();
    const target = destination(step, engine.now(), engine.clockEnd());
    if (this.#outside !== undefined) return this.#advanceOutside(target);
    engine.advanceTo(target);
    this.#clock.moved();
    this.#connections.wake();
    return toDate(engine.now());
  }

  /** The clock stands still while something is done outside. */
  async #advanceOutside(target) {
    const look = () => {
      this.#connections.wake();
      return this.#live();
    };
    await advanceTo(target, look, this.#outside);
    this.#clock.moved();
    return toDate(look().now());
  }

  act(action) {
    const engine = this.#current();
    engine.act(actionText(action));
    this.#touched();
  }

  createBucket(name) {
    this.#current().createBucket(nameOf(name, "createBucket", "a bucket"));
  }

  putTable(database, name, columns) {
    nameOf(database, "putTable", "a database");
    this.#current().putTable(database, nameOf(name, "putTable", "a table"), columnsText(columns));
  }

  flush(deliveryStreamName) {
    const name = nameOf(deliveryStreamName, "flush", "a delivery stream");
    if (!this.#current().flush(name)) throw new Error(`flush: there is no delivery stream ${name}`);
    if (this.#outside !== undefined) return this.#flushOutside();
    this.#connections.wake();
  }

  async #flushOutside() {
    await this.#outside.settle();
    this.#connections.wake();
  }

  deliveries() {
    return this.#current().deliveries();
  }

  sql(code, options) {
    return makeApplication(code, options, toDate(this.#current().now()));
  }

  now() {
    return toDate(this.#current().now());
  }

  async run(scenario, options) {
    const { untilMs, onProgress, signal } = checkRunOptions(options);
    const text = scenarioText(scenario);
    signal?.throwIfAborted();
    const engine = this.#current();
    const start = engine.now();
    const target = withinClock(start + toMicros(untilMs), engine.clockEnd(), "run");
    engine.load(text);
    const look = () => {
      signal?.throwIfAborted();
      return this.#live();
    };
    const report = () => {
      this.#connections.wake();
      const elapsedMs = (engine.now() - start) / 1_000;
      onProgress?.({ now: toDate(engine.now()), elapsedMs, untilMs });
    };
    try {
      await runTo(target, look, this.#outside, report);
    } finally {
      if (!this.freed) this.#clock.moved();
    }
    return this.summary();
  }

  summary() {
    return this.#current().summary();
  }

  events(options) {
    const { since = 0 } = checkEventsOptions(options);
    return this.#current().events(since);
  }

  hash() {
    return this.#current().hash();
  }

  snapshot() {
    return this.#current().snapshot();
  }

  free() {
    this.#engine?.free();
    this.#engine = undefined;
    this.#outside?.stop();
    this.#connections.wake();
  }

  get freed() {
    return this.#engine === undefined;
  }

  #live() {
    if (this.#engine === undefined) {
      throw new Error("This Kinetoscope was freed: make another with Kinetoscope.create()");
    }
    return this.#engine;
  }

  /** The engine, at the time that its clock should show. */
  #current() {
    const engine = this.#live();
    this.#clock.catchUp();
    return engine;
  }

  /** To be called after whatever may have brought something for somebody who waits, or for the outside. */
  #touched() {
    this.#outside?.begin();
    this.#connections.wake();
  }

  /** Lets time pass: a virtual clock is moved, the machine's is waited for. */
  #pass(ms) {
    return this.#clock.runs ? pause(ms) : this.advance(ms);
  }

  /** The answer, at once unless the request waits for something and the clock runs; `goOn` throws to end the wait. */
  #serve(method, uri, headers, body, goOn) {
    const ask = (mayWait, admitted) => {
      const engine = this.#current();
      const answer = engine.handle(method, uri, headers, body, mayWait, admitted);
      const seen = {
        status: engine.status(),
        headers: engine.headers(),
        body: answer,
        connection: engine.connection(),
        retryUntil: engine.retryUntil(),
        admitted: engine.admitted(),
        fate: engine.isStruck() ? { delayMs: engine.delayMs(), isLost: engine.isLost() } : undefined,
        isRest: engine.isRest(),
      };
      this.#touched();
      return seen.isRest ? asSent(seen, method) : seen;
    };
    const answer = ask(this.#clock.runs);
    if (answer.retryUntil !== undefined) {
      const again = (mayWait) => ask(mayWait, answer.admitted);
      const waited = waitFor(again, answer.retryUntil, () => this.#current().now(), goOn);
      return waited.then((answer) => this.#bring(answer));
    }
    return this.#bring(answer);
  }

  /** An answer, as a fault lets it come. */
  #bring(answer) {
    return answer.fate === undefined ? answer : deliver(answer, (ms) => this.#pass(ms));
  }
}

if (Symbol.dispose) Kinetoscope.prototype[Symbol.dispose] = Kinetoscope.prototype.free;

/** An answer of a service that speaks REST, as it is sent: its length is told, and of a HEAD no more than that. */
function asSent(answer, method) {
  const headers = `${answer.headers}content-length\n${answer.body.length}\n`;
  return { ...answer, headers, body: method === "HEAD" ? NOTHING : answer.body };
}

/** Of what an earlier process was to do, this one does nothing. */
function dropTasks(engine) {
  engine.setOutside([], false);
  for (let task = engine.pollTask(); task !== undefined; task = engine.pollTask()) drop(engine, task);
}

function loadOrFree(engine, scenario) {
  try {
    engine.load(scenario);
  } catch (error) {
    engine.free();
    throw error;
  }
}
