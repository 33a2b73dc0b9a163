// Looks into sessions: what was done in them and what came of it, and where two of them part. And runs branches again, for
// an engine that goes on for another.
//
// They are run in players of their own, in slices; the one on the stage goes on meanwhile.

import { parseTime } from './engine-dispatch.js';

const WORK = 2_000;
const TURN_MS = 16;
/** How far two runs are compared in one go, microseconds. */
const STRIDE_US = 100_000;
/** How long after their first difference two runs are looked through for a different event, microseconds. */
const LOOK_US = 3_600e6;

const turn = () => new Promise((resolve) => setTimeout(resolve));

async function runTo(player, target, functions) {
  for (;;) {
    const end = performance.now() + TURN_MS;
    while (performance.now() < end && !player.waitsForCall?.()) if (!player.advance(target, WORK)) return;
    if (!(await functions.serve(player))) await turn();
  }
}

/** What was done, each with its moment and the error it was refused with; and whether the session comes to its hash. */
export async function timeline(engine, file, functions) {
  const { inputs = [], at_us: at = 0, hash = null } = JSON.parse(file);
  const player = new engine.Player(file, undefined);
  try {
    const rows = [];
    let calls = [];
    let reached = -1;
    for (const { at_us, action } of inputs) {
      if (at_us !== reached) {
        await runTo(player, player.start() + at_us - 1, functions);
        const known = player.factCount();
        await runTo(player, player.start() + at_us, functions);
        calls = player.events(known).filter(({ type }) => type === 'Call');
        reached = at_us;
      }
      rows.push({ at_us, action: JSON.stringify(action), error: takeError(calls, action) });
    }
    await runTo(player, player.start() + at, functions);
    return { rows, at_us: at, replays: hash === null ? null : player.hash() === hash };
  } finally {
    player.free();
  }
}

/** The error of the first call that is an action's own; it is taken out, for the next action may be the same. */
function takeError(calls, { call }) {
  const found = calls.findIndex(({ operation }) => operation === call?.operation);
  return found < 0 ? null : (calls.splice(found, 1)[0].error ?? null);
}

/** Where two sessions part: in what they begin with, in what was done, in what happened. */
export async function difference(engine, left, right, functions) {
  const [a, b] = [JSON.parse(left), JSON.parse(right)];
  const begins = ({ seed = null, scenario, ...rest }) => JSON.stringify([seed, scenario ?? rest]);
  const same = begins(a) === begins(b);
  const [one, other] = [a, b].map(({ inputs = [] }) => inputs.map((input) => JSON.stringify(input)));
  const index = Array.from({ length: Math.max(one.length, other.length) }, (_, place) => place).find((place) => one[place] !== other[place]);
  const input = index === undefined ? null : { index, left: one[index] ?? null, right: other[index] ?? null };
  if (same && !input) return { same, input, event: null };
  const parted = same ? Math.min(...[input.left, input.right].filter(Boolean).map((text) => JSON.parse(text).at_us)) : 0;
  return { same, input, event: await firstEvent(engine, [left, right], parted, functions) };
}

/** The first event that is not the same in both, looked for from a moment on. */
async function firstEvent(engine, files, from, functions) {
  const players = files.map((file) => new engine.Player(file, undefined));
  try {
    let known = [0, 0];
    for (let at = Math.max(0, from - 1); at <= from + LOOK_US; at += STRIDE_US) {
      for (const player of players) await runTo(player, player.start() + at, functions);
      const hashes = new Set(players.map((player) => player.hash()));
      if (hashes.size === 2) {
        const [left, right] = players.map((player, side) => player.events(known[side]).map((event) => JSON.stringify(event)));
        const place = left.findIndex((event, place) => event !== right[place]);
        const found = place < 0 ? left.length : place;
        return { left: left[found] ?? null, right: right[found] ?? null };
      }
      known = players.map((player) => player.factCount());
    }
    return null;
  } finally {
    for (const player of players) player.free();
  }
}

/** Gives a player the branches of another, texts that the other has told. */
export async function keepBranches(player, branches, functions) {
  for (const branch of branches) {
    const course = player.courseOf(branch);
    await runTo(course, parseTime(JSON.parse(branch).furthest), functions);
    player.keepBranch(branch, course);
  }
}
