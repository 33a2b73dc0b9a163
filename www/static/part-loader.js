// Brings the parts of the page's module that are not needed from the start. `page-parts.js`, which the build writes,
// says which files each part is made of.

/** Files that are on their way or there. One that did not arrive is not among them, so it can be asked for again. */
const arriving = new Map();
let failure = '';

/** Why the last part that did not arrive did not. */
export const partFailure = () => failure;

/**
 * Makes loaders. `page` gives what the page's module exports: a part uses the same memory and the same functions. A
 * loader brings its files and calls back, by the number of a function of the page, with whether all are there.
 */
export const loaders = (page) => (...files) => async (callback, data) => {
  const exports = page();
  const all = Promise.all(files.map((file) => bring(file, exports)));
  const arrived = await all.then(() => true, (error) => {
    failure = error.message;
    return false;
  });
  exports.__indirect_function_table.get(callback)(data, arrived);
};

/** Brings a file once: a second time would set its data back to what it was at first. */
function bring(file, exports) {
  if (!arriving.has(file)) {
    arriving.set(file, instantiate(file, exports));
    arriving.get(file).catch(() => arriving.delete(file));
  }
  return arriving.get(file);
}

/** A part of a quick build asks for a value of a changing name, so that one that was cut from another module is noticed. */
const answering = (exports) =>
  new Proxy(exports, { get: (all, name) => (name.startsWith('__canary_') ? ~0xdead : all[name]) });

async function instantiate(file, exports) {
  const { href, pathname } = new URL(`parts/${file}`, import.meta.url);
  const response = await fetch(href).catch(({ message }) => ({ status: message }));
  if (!response.ok) throw new Error(`${pathname} did not arrive: ${response.status}.`);
  // As bytes: not every file server knows the type that a module needs to be compiled on its way.
  await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: answering(exports) });
}
