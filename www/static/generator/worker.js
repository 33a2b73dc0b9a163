// The generator in a thread of its own, so that no template can freeze the page. A script and no module, because the
// library is one: it arrives with the first request that needs it.

/** Records that one answer holds, about. */
const RECORDS = 2_000;

const COMMANDS = {
  preview: async ({ template, options }) => (await import('./preview.js')).preview(template, options, library()),
  batches: async ({ plan, cursor, toMicros }) =>
    (await import('./plan.js')).batches(plan, cursor, toMicros, RECORDS, library()),
  agent: async ({ text, settings, checkpoint }) => (await import('./agent.js')).agent(text, settings, checkpoint),
  rule: async ({ rule, messages }) => forwardAll(await import('./rule.js'), rule, messages),
};

function library() {
  if (!self.generatorLibrary) importScripts('library.js');
  return self.generatorLibrary;
}

function forwardAll({ forward, readRule }, rule, messages) {
  const read = readRule(rule);
  return messages.map((message) => forward(read, message));
}

self.onmessage = async ({ data: { id, name, args } }) => {
  try {
    self.postMessage({ id, value: await COMMANDS[name](args) });
  } catch (error) {
    const { message, position, line, column, length, meant, kdg, field } = error;
    self.postMessage({ id, error: { message, position, line, column, length, meant, kdg, field } });
  }
};
