// What a caller may set, checked before anything is made: a wrong option is a TypeError that names it.

import { toMillis } from "./time.js";

const LAST_SEED = 2n ** 64n - 1n;
const LAST_START = Date.UTC(9999, 11, 31);

const isSeed = (value) =>
  Number.isSafeInteger(value) ? value >= 0 : typeof value === "bigint" && value >= 0n && value <= LAST_SEED;

/** Every option: what it must be, and how to tell. */
const WORLD = {
  seed: ["an integer from 0 to 2^64 - 1, as a number or a bigint", isSeed],
  startTime: ["a Date, milliseconds since the epoch or text such as 2026-01-01T00:00:00Z, from 1970 to 9999", (value) => isFrom(toMillis(value), 0, LAST_START)],
  enforceLimits: ["true or false", (value) => typeof value === "boolean"],
  transitionMs: ["a number of milliseconds from 0 to 86400000", (value) => isFrom(value, 0, 86_400_000)],
  shardLimit: ["an integer from 1 to 4294967295", (value) => Number.isInteger(value) && isFrom(value, 1, 0xffff_ffff)],
  region: ["the name of a region such as \"us-east-1\"", (value) => isName(value, /^[a-z0-9-]{1,64}$/)],
  account: ["twelve digits in a string", (value) => isName(value, /^[0-9]{12}$/)],
  scenario: ["a scenario, as an object or as JSON", isScenario],
};

const CLOCK = { clock: ["\"virtual\" or \"real\"", (value) => value === "virtual" || value === "real"] };

const OUTSIDE = {
  functions: ["an object whose members are functions, named by letters, digits, - and _", isFunctions],
  functionTimeoutMs: ["a number of milliseconds from 1 to 300000", (value) => isFrom(value, 1, 300_000)],
  httpDelivery: ["true, false or { fetch: a function }", isHttpDelivery],
};

const CLIENT = {
  region: WORLD.region,
  account: WORLD.account,
  retries: ["\"none\", \"virtual\" or \"sdk\"", (value) => ["none", "virtual", "sdk"].includes(value)],
  maxAttempts: ["an integer from 1 to 100", (value) => Number.isInteger(value) && isFrom(value, 1, 100)],
};

const RUN = {
  untilMs: ["a number of milliseconds, 0 or more", (value) => isFrom(value, 0, Number.MAX_SAFE_INTEGER / 1_000)],
  onProgress: ["a function", (value) => typeof value === "function"],
  signal: ["an AbortSignal", (value) => typeof value?.aborted === "boolean"],
};

const EVENTS = {
  since: ["the id of an event: an integer, 0 or more", (value) => Number.isSafeInteger(value) && value >= 0],
};

const PREVIEW = {
  rows: ["an integer, 0 or more", isCount],
  bytes: ["an integer, 0 or more", isCount],
};

export const checkWorldOptions = (options) => check(options, { ...WORLD, ...CLOCK, ...OUTSIDE }, "Kinetoscope.create");
export const checkRestoreOptions = (options) => check(options, { ...CLOCK, ...OUTSIDE }, "Kinetoscope.restore");
export const checkClientOptions = (options) => check(options, CLIENT, "clientConfig");
export const checkPreviewOptions = (options) => check(options, PREVIEW, "Kinetoscope.preview");
export const checkEventsOptions = (options) => check(options, EVENTS, "events");

/** `untilMs` is the one option that must be there: without it a run would never end. */
export function checkRunOptions(options) {
  check(options, RUN, "run");
  if (options?.untilMs === undefined) throw new TypeError(`run: option "untilMs" must be ${RUN.untilMs[0]}`);
  return options;
}

/** Whether a world with these options reaches outside of itself. */
export const reachesOutside = ({ functions, httpDelivery }) => functions !== undefined || Boolean(httpDelivery);

/** A name of something: text with something in it. */
export function nameOf(name, caller, what) {
  if (typeof name !== "string" || name === "") throw new TypeError(`${caller}: give the name of ${what}`);
  return name;
}

/** The JSON text of columns: `{ id: "bigint" }`, or a list of `{ name, type }`. */
export function columnsText(columns) {
  const list = Array.isArray(columns) ? columns : Object.entries(columns ?? {}).map(([name, type]) => ({ name, type }));
  const isColumn = (column) => typeof column?.name === "string" && typeof column.type === "string";
  if (list.length === 0 || !list.every(isColumn)) {
    throw new TypeError('putTable: give the columns, as { id: "bigint" } or as [{ name: "id", type: "bigint" }]');
  }
  return JSON.stringify(list.map(({ name, type }) => ({ name, type })));
}

/** The scenario's JSON text. */
export const scenarioText = (scenario) => {
  if (!isScenario(scenario)) throw new TypeError(`run: the first argument must be ${WORLD.scenario[0]}`);
  return typeof scenario === "string" ? scenario : JSON.stringify(scenario);
};

/** The action's JSON text. */
export function actionText(action) {
  if (typeof action === "string") return action;
  if (typeof action !== "object" || action === null) {
    throw new TypeError("act: the first argument must be an action, as an object or as JSON");
  }
  return JSON.stringify(action);
}

/** The options as the engine's settings, over `base`, the JSON text of the scenario's settings if there is one. */
export function settingsText(options, base = "{}") {
  const { seed, startTime, enforceLimits, transitionMs, shardLimit, region, account } = options;
  const { seed: seedBefore, tenant, streams, firehose, analytics, ...rest } = parseExactly(base);
  const start = startTime === undefined ? {} : { start: new Date(toMillis(startTime)).toISOString() };
  const transition = given("transition", transitionMs === undefined ? undefined : Math.round(transitionMs * 1_000));
  const shared = { ...given("enforce_limits", enforceLimits), ...transition };
  const members = {
    ...rest,
    ...start,
    tenant: { account: account ?? tenant?.account ?? "000000000000", region: region ?? tenant?.region ?? "us-east-1" },
    streams: { ...streams, ...shared, ...given("shard_limit", shardLimit) },
    firehose: { ...firehose, ...shared },
    analytics: { ...analytics, ...transition },
  };
  // Not by JSON.stringify: a seed may be larger than a number can hold.
  return `{"seed":${seed ?? seedBefore ?? 0},${JSON.stringify(members).slice(1)}`;
}

/** JSON, with the seed as its digits. */
function parseExactly(text) {
  const digits = /"seed":(\d+)/.exec(text)?.[1];
  return { ...JSON.parse(text), ...given("seed", digits) };
}

function check(options, known, caller) {
  if (options === undefined) return {};
  if (options === null || typeof options !== "object") {
    throw new TypeError(`${caller}: the options must be an object`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, name)) {
      throw new TypeError(`${caller}: there is no option "${name}"; there are ${Object.keys(known).join(", ")}`);
    }
    const [what, holds] = known[name];
    if (value !== undefined && !holds(value)) {
      throw new TypeError(`${caller}: option "${name}" must be ${what}; it is ${shown(value)}`);
    }
  }
  return options;
}

function isFrom(value, min, max) {
  return typeof value === "number" && min <= value && value <= max;
}

function isCount(value) {
  return Number.isInteger(value) && isFrom(value, 0, 0xffff_ffff);
}

function isName(value, pattern) {
  return typeof value === "string" && pattern.test(value);
}

function isFunctions(value) {
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).every(([name, call]) => isName(name, /^[A-Za-z0-9_-]{1,64}$/) && typeof call === "function");
}

function isHttpDelivery(value) {
  return typeof value === "boolean" || typeof value?.fetch === "function";
}

function isScenario(value) {
  return typeof value === "string" || (value !== null && typeof value === "object");
}

function given(name, value) {
  return value === undefined ? {} : { [name]: value };
}

function shown(value) {
  if (typeof value === "string") return JSON.stringify(value);
  return value === null || typeof value !== "object" ? String(value) : Object.prototype.toString.call(value);
}
