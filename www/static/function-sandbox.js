// Opens the frame in which functions of delivery streams run. It has no origin, so that they reach nothing of this page.

const page = new URL('function-sandbox.html', import.meta.url).href;

/** Promises the port over which the frame takes calls. */
export async function openSandbox() {
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-scripts';
  frame.title = 'Functions';
  frame.hidden = true;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = page;
  document.body.append(frame);
  await loaded;
  const { port1, port2 } = new MessageChannel();
  frame.contentWindow.postMessage(null, '*', [port2]);
  return port1;
}
