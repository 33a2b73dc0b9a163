// Runs functions that are JavaScript, for players whose time stands still meanwhile: one call after the other, so that a session
// comes to the same events whenever it is played.

/** How long a function may take. The service lets it take five minutes; who waits here looks at a clock that stands. */
const CALL_MS = 5_000;

/** What a call has come to, as the engine wants to be told. */
const ended = {
  returned: (player, { answer }) => player.endReturned(answer),
  threw: (player, { message }) => player.endFailed('Lambda.FunctionError', message),
  missing: (player, { message }) => player.endFailed('Lambda.InternalServerError', `No function can be run here: ${message}`),
  late: (player) => player.endFailed('Lambda.FunctionRequestTimedOut', `The function took longer than ${CALL_MS} ms.`),
};

export class Functions {
  #connect;
  #port = null;
  #waiting = new Map();
  #next = 1;

  /** `connect()` promises the port of a sandbox. */
  constructor(connect) {
    this.#connect = connect;
  }

  /** Calls a function: `{ answer }`, `{ message }` or `{ late }`, with the lines that it has written. */
  async run(source, event, clock) {
    this.#port ??= this.#open().catch((error) => {
      this.#port = null; // the next call tries again
      throw error;
    });
    const port = await this.#port;
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      port.postMessage({ id, source, event, clock, ms: CALL_MS });
    });
  }

  /** Runs what a player waits for, if it waits; `goesOn()` says whether it is still to be told. Says whether it waited. */
  async serve(player, goesOn = () => true) {
    if (!player.waitsForCall?.()) return false;
    const call = player.awaitedCall();
    // Where none can be run, time would stand still for ever.
    const nowhere = (error) => ({ message: error.message, end: ended.missing });
    const outcome = await this.run(call.source, call.event, call.now).catch(nowhere);
    if (!goesOn()) return true;
    const { answer, late, end = late ? ended.late : answer === undefined ? ended.threw : ended.returned } = outcome;
    end(player, outcome);
    return true;
  }

  async #open() {
    const port = await this.#connect();
    port.onmessage = ({ data: { id, ...outcome } }) => {
      this.#waiting.get(id)?.(outcome);
      this.#waiting.delete(id);
    };
    return port;
  }
}
