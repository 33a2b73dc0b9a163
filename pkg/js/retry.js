// Retries that take virtual time.

const BASE_MS = { THROTTLING: 500, TRANSIENT: 100 };
const DELAY_MS_MAX = 20_000;

/**
 * A retry strategy for the AWS SDK that does what its standard one does, except that it moves the clock by `wait(ms)`
 * instead of sleeping, and always by the whole back-off: 500 ms, 1 s, 2 s for throttling, 100 ms, 200 ms, 400 ms else.
 */
export function virtualRetries(maxAttempts, wait) {
  return {
    mode: "standard",
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(last, { errorType }) {
      const retries = last.getRetryCount();
      const base = BASE_MS[errorType];
      if (base === undefined || maxAttempts <= retries + 1) throw new Error("No retry token available");
      await wait(Math.min(base * 2 ** retries, DELAY_MS_MAX));
      return token(retries + 1);
    },
    recordSuccess() {},
  };
}

function token(retries) {
  return { getRetryCount: () => retries, getRetryDelay: () => 0, getRetryCost: () => undefined };
}
