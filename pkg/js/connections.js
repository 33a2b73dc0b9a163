// Answers that go on, with bytes as they come.

/** The answers of one world that have not ended, and who waits for them. */
export class Connections {
  #look;
  #clock;
  #waiting = new Set();
  #alarm;

  /** `look()` gives the engine at its clock's time, or nothing once it is freed. */
  constructor(look, clock) {
    this.#look = look;
    this.#clock = clock;
  }

  /**
   * The body of the answer with this number: chunks of bytes, `first` before all. It ends as the answer does; leaving it
   * early, or aborting it, closes the connection.
   */
  body(number, first, refuseIfAborted = () => {}) {
    let chunk = first;
    const next = async () => {
      for (;;) {
        refuseIfAborted();
        if (chunk === undefined) return { done: true, value: undefined };
        if (chunk.length > 0) {
          const value = chunk;
          chunk = value.subarray(value.length);
          return { done: false, value };
        }
        chunk = this.#look()?.take(number);
        if (chunk?.length === 0) await this.#news();
      }
    };
    const leave = async () => {
      chunk = undefined;
      this.close(number);
      return { done: true, value: undefined };
    };
    return { next, return: leave, [Symbol.asyncIterator]: function () { return this; } };
  }

  /** Ends one from here. */
  close(number) {
    this.#look()?.close(number);
    this.wake();
  }

  /** Lets all who wait look again: to be called after whatever may have brought something. */
  wake() {
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Until something may have come: because of a call, or by the machine's clock. */
  #news() {
    const wait = this.#clock.millisUntil(this.#look()?.due());
    if (wait !== undefined) this.#alarm ??= setTimeout(() => this.wake(), wait);
    return new Promise((resolve) => this.#waiting.add(resolve));
  }
}

/** A body that is there, as a stream. */
export function readableBytes(bytes) {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** A body as `Response` takes it. */
export function readableStream(body) {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await body.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => body.return(),
  });
}
