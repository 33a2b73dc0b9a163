// What only Data Firehose needs of the engine's thread: the module of file formats, which compresses, converts and unpacks,
// and what the page of delivery streams asks for.

const place = (file) => new URL(file, import.meta.url).href;

/** Rows of a file with columns that are looked through for what its columns hold. */
const ROWS_READ = 100_000;
/** Of these, the rows that are shown; and bytes of anything else. */
const ROWS_SHOWN = 100;
const BYTES_SHOWN = 64 * 1024;

/** The module of formats, once it is asked for. */
let coming = null;

/** Loads the formats and tells an engine how to ask them; worlds that are made from then on have them. */
export async function equip(engine) {
  coming ??= load().catch((error) => {
    coming = null;
    throw error;
  });
  const formats = await coming;
  engine.setFormats(formats.answer);
}

async function load() {
  const arriving = fetch(place('formats/formats_bg.wasm')).catch(({ message }) => ({ status: message }));
  const formats = await import('./formats/formats.js');
  const response = await arriving;
  if (!response.ok) throw new Error(`The file formats did not arrive: ${response.status}.`);
  await formats.default({ module_or_path: await response.arrayBuffer() });
  return formats;
}

const queries = {
  buckets: (player) => player.buckets(),
  folder: (player, { bucket, prefix }) => player.folder(bucket, prefix),
  log: (player, { stream, max }) => player.deliveryLog(stream, max),
  receivers: (player) => player.receivers(),
  functions: (player) => player.functions(),
  places: (player, written) => player.prefixPlaces(JSON.stringify(written)),
  described: (player, { creation }) => player.describedAlone(JSON.stringify(creation)),
  asked: (player) => player.asked(),
  object: (player, { bucket, key }) => player.object(bucket, key),
  preview: async (player, { bucket, key }) => preview(await coming, player.object(bucket, key)),
  try: (player, code, functions) => attempt(player, code, functions),
};

/** Answers a question of the page of delivery streams; most answers are JSON texts. */
export const answer = (player, { query, ...args }, functions) => queries[query](player, args, functions);

/** What an object is and the first of what it holds, as a JSON text; `null` where it is gone. */
function preview(formats, object) {
  if (!object) return 'null';
  const seen = JSON.parse(formats.preview(object, ROWS_READ, BYTES_SHOWN));
  if (seen.kind === 'bytes') return JSON.stringify(ofBytes(seen));
  const rows = seen.rows.map((row) => JSON.parse(row));
  const columns = seen.columns.map((column) => ({ ...column, ...statistics(rows.map((row) => row[column.name])) }));
  return JSON.stringify({ ...seen, columns, rows: seen.rows.slice(0, ROWS_SHOWN), rows_read: rows.length });
}

function ofBytes({ packing, is_text, head, is_whole }) {
  const bytes = Uint8Array.from(head);
  const text = is_text ? new TextDecoder().decode(bytes) : hex(bytes.subarray(0, 1024));
  return { kind: 'bytes', packing, is_text, text, is_whole };
}

/** Sixteen bytes a line. */
function hex(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = [...bytes.subarray(at, at + 16)];
    lines.push(`${at.toString(16).padStart(8, '0')}  ${part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`);
  }
  return lines.join('\n');
}

/** The least and the greatest value of a column, how many it lacks, and how many differ. */
function statistics(values) {
  const there = values.filter((value) => value !== null && value !== undefined);
  const isPlain = there.every((value) => typeof value !== 'object');
  let [least, greatest] = [there[0], there[0]];
  for (const value of isPlain ? there : []) {
    if (value < least) least = value;
    if (greatest < value) greatest = value;
  }
  const said = (value) => (isPlain && value !== undefined ? String(value) : null);
  const distinct = new Set(there.map((value) => (typeof value === 'object' ? JSON.stringify(value) : value))).size;
  return { least: said(least), greatest: said(greatest), nulls: values.length - there.length, distinct };
}

/** Calls a function with records and sets beside each what became of it: a blueprint by its name, or the text of a function. */
async function attempt(player, { blueprint, javascript, records }, functions) {
  const event = withBytes(player.functionEvent(JSON.stringify(records)), records);
  const call = javascript === undefined ? JSON.parse(player.tryBlueprint(blueprint, event)) : await run(functions, javascript, event, player.now() / 1000);
  const { answer, error, lines = [] } = call;
  return JSON.stringify(error ? { error, lines } : { rows: rowsOf(JSON.parse(event), answer), lines });
}

/** Stands before a record that is no text. */
const BYTES = 'base64:';

/** The event, in which records that stand in base64 are the bytes that they stand for. */
function withBytes(text, records) {
  if (!records.some((record) => record.startsWith(BYTES))) return text;
  const event = JSON.parse(text);
  records.forEach((record, at) => {
    if (record.startsWith(BYTES)) event.records[at].data = record.slice(BYTES.length).trim();
  });
  return JSON.stringify(event);
}

async function run(functions, source, event, clock) {
  const { answer, message, late, lines } = await functions.run(source, event, clock);
  const error = late ? 'The function took too long.' : message;
  return error === undefined ? { answer, lines } : { error, lines };
}

function rowsOf(event, answer) {
  const answered = new Map((JSON.parse(answer).records ?? []).map((record) => [record.recordId, record]));
  return event.records.map(({ recordId, data }) => {
    const { result = 'not answered', data: after = null } = answered.get(recordId) ?? {};
    return { record_id: recordId, result, before: textOf(data), after: after === null ? null : textOf(after) };
  });
}

function textOf(base64) {
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return `${BYTES}${base64}`;
  }
}
