// The engine in a thread of its own.

import { Dispatcher } from './engine-dispatch.js';

const post = (picture, state) => self.postMessage({ kind: 'picture', picture, state }, [picture.buffer]);
const soon = (delay, turn) => setTimeout(turn, delay);

/** The page has the frame for functions; a worker can only ask for its port. */
let takePort;
const connect = () =>
  new Promise((resolve) => {
    takePort = resolve;
    self.postMessage({ kind: 'sandbox' });
  });
const dispatcher = new Dispatcher(post, { sliceMs: 24, soon, connect });

self.onmessage = async ({ data: { id, name, args }, ports: [port] }) => {
  if (port) return takePort(port);
  try {
    self.postMessage({ kind: 'answer', id, value: await dispatcher.handle(name, args) });
  } catch (error) {
    // The engine broke off in the middle: nothing it says can be trusted any more. The page starts another.
    if (error instanceof WebAssembly.RuntimeError) setTimeout(() => { throw error; });
    self.postMessage({ kind: 'answer', id, error: String(error?.message ?? error) });
  }
};
self.postMessage({ kind: 'ready' });
