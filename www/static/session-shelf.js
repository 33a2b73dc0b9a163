// Runs kept in this browser, by IndexedDB: one for each tab, so that closing or reloading a page loses nothing.

/** Runs kept; beyond it the oldest go. */
const RUNS_MAX = 10;
/** A run older than this is not offered any more, in milliseconds. */
const OFFER_MS = 7 * 86_400_000;
const TAB = 'kinetoscope-tab';

let database;
let tab;

function open() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('kinetoscope', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('runs', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.catch(() => {
    database = undefined;
  });
  return database;
}

/** Runs a request on the store of runs and promises its result, once it is on disk. */
async function ask(mode, make) {
  const transaction = (await open()).transaction('runs', mode);
  const request = make(transaction.objectStore('runs'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('There is no room.'));
  });
}

/** The name of this tab. A reload keeps it; two open tabs never have the same. */
function own() {
  tab ??= (async () => {
    let name = sessionStorage.getItem(TAB);
    if (!name || !(await hold(name))) {
      name = unused();
      await hold(name);
    }
    sessionStorage.setItem(TAB, name);
    return name;
  })();
  return tab;
}

/** Takes a name for as long as the page is open; false where another page has it. */
function hold(name) {
  if (!navigator.locks) return true; // a plain address of another machine: names are random enough
  return new Promise((resolve) => {
    navigator.locks.request(`kinetoscope ${name}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    });
  });
}

async function taken() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name));
}

/** A name that no other tab or run has. */
const unused = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;

/** Keeps this tab's run in place of what it kept before. `entry` says what it is, for people. */
export const keep = async (entry, text) => put(await own(), entry, text);

/** Keeps a run that this tab does not go on with, beside all others. */
export const keepBeside = (entry, text) => put(unused(), entry, text);

async function put(id, entry, text) {
  await ask('readwrite', (runs) => runs.put({ ...entry, id, text, bytes: text.length, saved: Date.now() }));
  for (const { id } of (await list()).slice(RUNS_MAX)) await forget(id);
}

/** The newest run that no open page goes on with. */
export async function last() {
  const [mine, others, all] = [await own(), await taken(), await list()];
  const free = all.filter(({ id }) => id === mine || !others.has(`kinetoscope ${id}`));
  return free.find(({ saved }) => Date.now() - saved < OFFER_MS);
}

/** All runs, the newest first. */
export async function list() {
  const all = await ask('readonly', (runs) => runs.getAll());
  return all.sort((a, b) => b.saved - a.saved);
}

/** Gives a run another name. */
export async function rename(id, title) {
  const run = await ask('readonly', (runs) => runs.get(id));
  if (run) await ask('readwrite', (runs) => runs.put({ ...run, title }));
}

/** Forgets a run; without an id, all. */
export const forget = (id) => ask('readwrite', (runs) => (id === undefined ? runs.clear() : runs.delete(id)));
