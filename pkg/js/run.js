// Running for a length of virtual time without holding up the page or the process.

/** Taken now: a test runner may put a false one in its place later. */
const { setTimeout } = globalThis;
/** How long to work before others get their turn. */
const SLICE_MS = 12;
/** Things that fall due between two looks at the watch. */
const STEPS = 64;

/** Runs to `target`; `look()` gives the engine or throws, `report()` is called between slices. */
export async function runTo(target, look, report) {
  let sliceStart = performance.now();
  while (look().advanceSome(target, STEPS)) {
    if (performance.now() - sliceStart < SLICE_MS) continue;
    report();
    await new Promise((resolve) => setTimeout(resolve, 0));
    sliceStart = performance.now();
  }
  report();
}
