// What a seed gives everywhere: the calls of all built-in templates as one number. Whoever changes it changes the records
// of everybody's sessions.

import { createHash } from 'node:crypto';

export const GOLDEN = '2ef143aebeb1b513';
export const [FROM, TO] = [1_800_000_000_000_000, 1_800_000_003_000_000];

/** A plan for each built-in template, with a rate that draws and with compression. */
export function plans(builtIn) {
  const hours = (value) => Array(168).fill(value);
  const rate = { kind: 'hours', means: hours(40), deviations: hours(15), smooth: true };
  return builtIn.map(({ template, key }) => ({
    template,
    key,
    seed: 11,
    gzip: true,
    rate,
    target: { kind: 'stream', name: 'golden' },
  }));
}

/** One number of calls, whose data may be bytes or lists of numbers. */
export function digest(calls) {
  const hash = createHash('sha256');
  for (const { atMicros, input } of calls) {
    for (const { Data, PartitionKey } of input.Records)
      hash.update(Uint8Array.from(Data)).update(`${atMicros} ${PartitionKey}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
