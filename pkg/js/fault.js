// Answers that a fault keeps back or loses on their way: the engine says which, and here it is done to them.

/** Lets a fault do to an answer what it does; `wait(ms)` lets the delay pass. */
export async function deliver(answer, wait) {
  const { delayMs, isLost } = answer.fate;
  if (delayMs > 0) await wait(delayMs);
  if (isLost) throw connectionLost();
  return answer;
}

/** As Node's HTTP client has it, so that the SDK's retries take it for what it is. */
function connectionLost() {
  const error = new Error("The answer was lost on its way, as was asked for");
  return Object.assign(error, { code: "ECONNRESET" });
}
