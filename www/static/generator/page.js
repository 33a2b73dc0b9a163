// The generator as the page's module asks it: names of requests, and JSON both ways.

import { BUILT_IN, createGenerator, exportKdg, helpersOf, importKdg, importPeriods } from './generator.js';

/** What a reader types is shown by one worker while another makes the records of a run. */
const shown = createGenerator();
const sent = createGenerator();
let run = null;

const REQUESTS = {
  builtIn: () => BUILT_IN,
  helpers: ({ mode }) => helpersOf(mode),
  preview: async ({ template, ...options }) => {
    const preview = await shown.preview(template, options);
    const { fault } = preview;
    return { ...preview, fault: fault && withExcerpt(fault, fault.field === 'key' ? options.key : template) };
  },
  // The calls of a plan, one by one.
  begin: ({ plan, fromMicros, toMicros }) => {
    run = sent.batches(plan, fromMicros, toMicros);
  },
  next: async () => {
    const { value } = await run.next();
    return value ? withText(value) : null;
  },
  // Texts as records with partition keys by chance, as the agent has them.
  records: async ({ texts, seed }) => {
    const keys = await keysOf(texts.length, seed);
    return texts.map((text, i) => ({ Data: base64(new TextEncoder().encode(text)), PartitionKey: keys[i] }));
  },
  encode: (input) => ({ ...input, Data: base64(new TextEncoder().encode(input.Data)) }),
  agent: ({ text, settings, checkpoint }) => shown.agent(text, settings, checkpoint),
  rule: ({ rule, messages }) => shown.rule(rule, messages),
  importKdg: ({ text }) => importKdg(text),
  exportKdg: ({ templates }) => exportKdg(templates),
  importPeriods: ({ text }) => importPeriods(text),
  pick,
  save,
  insert,
  select,
};

/** The JSON of an answer; rejects with the JSON of what is wrong. */
export async function ask(name, args) {
  try {
    return JSON.stringify((await REQUESTS[name](JSON.parse(args))) ?? null);
  } catch (error) {
    const { message, line, column, meant } = error;
    throw JSON.stringify({ message, line, column, meant });
  }
}

/** A call whose data is text, as JSON needs it. */
function withText({ atMicros, operation, input, bytes }) {
  const Records = input.Records.map((record) => ({ ...record, Data: base64(record.Data) }));
  return { atMicros, operation, input: { ...input, Records }, bytes };
}

function base64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Partition keys of the Kinesis Data Generator, drawn from a seed. */
async function keysOf(count, seed) {
  const plan = { template: '-', seed, rate: { kind: 'constant', perSecond: count }, target: { kind: 'stream', name: '-' } };
  const keys = [];
  for await (const { input } of shown.batches(plan, 0, 1)) keys.push(...input.Records.map((record) => record.PartitionKey));
  return keys;
}

/** Characters around what is wrong that are shown with it. */
const AROUND = 40;

/** Adds the text before, at and behind the place of a fault. */
function withExcerpt(fault, text) {
  const { position: at, length } = fault;
  if (at === undefined) return fault;
  const [start, end] = [Math.max(0, text.lastIndexOf('\n', at - 1) + 1, at - AROUND), at + Math.max(1, length)];
  const line = text.indexOf('\n', end);
  const stop = Math.min(line === -1 ? text.length : line, end + AROUND);
  return { ...fault, excerpt: [text.slice(start, at), text.slice(at, end), text.slice(end, stop)] };
}

/** A file of templates that is larger is none. */
const BYTES_MAX = 4 * 1024 * 1024;

/** Lets the reader choose a text file. Its text; null where none was chosen. */
function pick() {
  return new Promise((resolve, reject) => {
    const field = Object.assign(document.createElement('input'), { type: 'file' });
    field.onchange = () => {
      const [file] = field.files;
      if (file.size > BYTES_MAX) reject(new Error(`${file.name} is too large: more than ${BYTES_MAX >> 20} MiB.`));
      else file.text().then(resolve, reject);
    };
    field.oncancel = () => resolve(null);
    field.click();
  });
}

/** Hands a text to the browser as a file to be saved. */
function save({ name, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Puts a text where the cursor of a field is, as if it were typed. */
function insert({ id, text }) {
  const field = document.getElementById(id);
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Selects a stretch of a field. */
function select({ id, position, length }) {
  const field = document.getElementById(id);
  field.focus();
  field.setSelectionRange(position, position + length);
}
