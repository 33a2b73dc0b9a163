// Who moves the clock: the caller alone, or the machine's clock too.

/** The longest that a timer can wait. */
const WAIT_MS_MAX = 2 ** 31 - 1;

/** A clock that stands still between calls, so that nobody waits for it. */
export const virtualClock = () => ({ runs: false, catchUp() {}, moved() {}, millisUntil() {} });

/**
 * A clock that runs as fast as the machine's, from where the engine's stood. `Date.now` is looked up at each call, so a
 * test runner's false time is followed too.
 */
export function realClock(engine) {
  let ahead = engine.now() - Date.now() * 1_000;
  return {
    runs: true,
    /** Before each request and each look. */
    catchUp() {
      engine.advanceTo(Math.max(engine.now(), Date.now() * 1_000 + ahead));
    },
    /** After the caller has moved the clock. */
    moved() {
      ahead = Math.max(ahead, engine.now() - Date.now() * 1_000);
    },
    /** How long until the engine's time is `due`; nothing where nothing is. */
    millisUntil(due) {
      if (due === undefined) return undefined;
      return Math.min(Math.max(0, Math.ceil((due - ahead) / 1_000 - Date.now())), WAIT_MS_MAX);
    },
  };
}
