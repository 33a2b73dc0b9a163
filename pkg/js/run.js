// Running for a length of virtual time without holding up the page or the process.

/** Taken now: a test runner may put a false one in its place later. */
const { setTimeout } = globalThis;
/** How long to work before others get their turn. */
const SLICE_MS = 12;
/** Things that fall due between two looks at the watch. */
const STEPS = 64;

/** Moves the clock to `target`, doing what is wanted of the outside when it is wanted; `look()` gives the engine or throws. */
export async function advanceTo(target, look, outside) {
  let more = true;
  while (more) {
    more = look().advanceSome(target, STEPS);
    if (await outside.settle()) more = true;
  }
}

/** Runs to `target`; `look()` gives the engine or throws, `report()` is called between slices. */
export async function runTo(target, look, outside, report) {
  let sliceStart = performance.now();
  let more = true;
  while (more) {
    more = look().advanceSome(target, STEPS);
    if (await outside?.settle()) more = true;
    if (!more || performance.now() - sliceStart < SLICE_MS) continue;
    report();
    await new Promise((resolve) => setTimeout(resolve, 0));
    sliceStart = performance.now();
  }
  report();
}
