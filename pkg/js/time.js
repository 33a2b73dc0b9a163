// Moments: milliseconds for callers, microseconds for the engine.

const LAST_MILLIS = 8.64e15;

/** Milliseconds since the epoch of a Date, a number or a text; `undefined` for anything else. */
export function toMillis(value) {
  const isDate = Object.prototype.toString.call(value) === "[object Date]";
  const millis = isDate ? value.getTime() : typeof value === "string" ? Date.parse(value) : value;
  return typeof millis === "number" && Math.abs(millis) <= LAST_MILLIS ? millis : undefined;
}

/** Whole microseconds. */
export const toMicros = (millis) => Math.round(millis * 1_000);

/** The Date of an engine's time, rounded down to the millisecond. */
export const toDate = (micros) => new Date(Math.floor(micros / 1_000));

/** `target`, unless it lies after the end of the clock; all in microseconds. */
export function withinClock(target, end, caller) {
  if (target <= end) return target;
  throw new RangeError(`${caller}: the clock ends at ${toDate(end).toISOString()}`);
}

/** Where `k.advance(step)` leads from `now`, both in microseconds. */
export function destination(step, now, end) {
  if (typeof step === "number" && step >= 0) return withinClock(now + toMicros(step), end, "advance");
  const to = step !== null && typeof step === "object" ? toMillis(step.to) : undefined;
  if (to === undefined) {
    throw new TypeError("advance: give a number of milliseconds, 0 or more, or { to: a Date, milliseconds or text }");
  }
  if (toMicros(to) < now) {
    throw new RangeError(`advance: ${new Date(to).toISOString()} is before now, ${toDate(now).toISOString()}; the clock never goes back`);
  }
  return withinClock(toMicros(to), end, "advance");
}
