// Playing a script of tests/sessions with the engine as wasm, in Node and in a browser alike. What a script is stands in
// tests/src/script.rs.

/** Work between two breaths, as on the website, so that pieces of work are part of the test. */
const WORK = 5_000;

/** The hash after each step. */
export function play(engine, script) {
  const player = playerOf(engine, script);
  const hashes = script.steps.map((step) => take(player, step));
  player.free();
  return hashes;
}

/** The world at the script's moment for snapshots, after all steps, as bytes. */
export function snapshot(engine, script) {
  const player = playerOf(engine, script);
  script.steps.forEach((step) => take(player, step));
  seek(player, script.snapshot_ms);
  const bytes = player.snapshot();
  player.free();
  return bytes;
}

/** The hash to which the world of a snapshot comes at the script's end. */
export function resume(engine, bytes, script) {
  const player = playerOf(engine, script);
  const world = engine.Engine.restore(bytes);
  world.advanceTo(player.start() + script.steps.at(-1).seek_ms * 1_000);
  const hash = world.hash();
  world.free();
  player.free();
  return hash;
}

const playerOf = (engine, script) => new engine.Player(JSON.stringify(script.session));

function take(player, step) {
  if (step === "undo") player.undo();
  else if (step.act !== undefined) player.act(JSON.stringify(step.act));
  else seek(player, step.seek_ms);
  return player.hash();
}

function seek(player, millis) {
  const target = player.start() + millis * 1_000;
  player.beginSeek(target);
  while (player.advance(target, WORK));
}
