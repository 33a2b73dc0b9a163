// Seeded chance for the bundle. Stands in for `Math.random` and for faker's Mersenne Twister, whose 32 bits of seed are
// too few: among some ten thousand records two would be the same.
//
// The generator is sfc32 of PractRand (Chris Doty-Humphrey, public domain): 128 bits of state, of which one word counts.

let [a, b, c, counter] = [1, 2, 3, 4];

/** Draws that are thrown away, until seeds that are close have nothing in common. */
const WARM_UP = 15;
/** Draws between two seeds. Ten mebibytes of words take fewer; whoever needs more never ends. */
const DRAWS_MAX = 4_000_000;

let draws = 0;

export function seedChance(words) {
  draws = 0;
  [a, b, c, counter] = words.map((word) => word >>> 0);
  for (let i = 0; i < WARM_UP; i++) draw();
}

/** From 0 to just below 1, in steps of 2^-32, as faker's own generator. */
export function draw() {
  if (draws++ > DRAWS_MAX) throw new RangeError('it has no end');
  const sum = (a + b + counter) >>> 0;
  counter = (counter + 1) >>> 0;
  a = b ^ (b >>> 9);
  b = (c + (c << 3)) >>> 0;
  c = ((c << 21) | (c >>> 11)) >>> 0;
  c = (c + sum) >>> 0;
  return sum / 4294967296;
}

// What faker calls: its vendor/mersenne.js.

export function rand(max, min) {
  return max === undefined ? Math.floor(draw() * 32768) : Math.floor(draw() * (max - min) + min);
}

/** Nobody calls these: seeds come by `begin`. */
export function seed() {}
export { seed as seed_array };

// What the bundle has for `Math.random`.
export { draw as 'Math.random' };
