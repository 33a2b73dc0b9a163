// Calls that wait for something to come: asked again and again, because the engine says nothing by itself.

/** Taken now: a test runner may put a false one in its place later. */
const { setTimeout } = globalThis;
const PAUSE_MS = 50;

/** Lets the machine's time pass. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks by `ask(mayWait)` until there is an answer, at the latest when `now()` is `until`; then without waiting. A clock
 * that does not run as fast as the machine's, a test runner's false one for instance, makes no call wait longer than that.
 */
export async function waitFor(ask, until, now, goOn = () => {}) {
  const pauses = Math.ceil((until - now()) / 1_000 / PAUSE_MS);
  for (let slept = 0; slept < pauses && now() < until; slept += 1) {
    await pause(PAUSE_MS);
    goOn();
    const answer = ask(true);
    if (answer.retryUntil === undefined) return answer;
  }
  return ask(false);
}
