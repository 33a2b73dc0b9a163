// What is not needed from the start: each module comes when it is first used, and is then no part of the first load.

const files = () => import('./session-files.js');
const shelf = () => import('./session-shelf.js');
const packing = () => import('./packing.js');

export const saveFile = async (name, text) => (await files()).save(name, text);
export const savePicture = async (name, svg) => (await files()).savePicture(name, svg);
export const pickFile = async () => (await files()).pick();

export const keepRun = async (entry, text) => (await shelf()).keep(entry, text);
export const keepBeside = async (entry, text) => (await shelf()).keepBeside(entry, text);
export const listRuns = async () => (await shelf()).list();
export const renameRun = async (id, title) => (await shelf()).rename(id, title);
export const forgetRun = async (id) => (await shelf()).forget(id);
export const lastRun = async () => (await shelf()).last();

export const pack = async (text) => (await packing()).pack(text);
export const unpack = async (packed) => (await packing()).unpack(packed);

/** Calls back with the file that the installed application was opened with. */
function watchLaunches(take) {
  globalThis.launchQueue?.setConsumer(async ({ files: [handle] }) => {
    if (handle) await readWith(await handle.getFile(), take);
  });
}

const readWith = (file, take) =>
  files().then(({ read }) => read(file)).then((found) => take(found, ''), (error) => take(undefined, error.message));

/** Calls back with each file that is dropped on the page: its name, size and text, or why it cannot be read. */
export function watchDrops(take) {
  const withFiles = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => withFiles(event) && event.preventDefault());
  addEventListener('drop', async (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return;
    await readWith(file, take);
  });
  watchLaunches(take);
}
