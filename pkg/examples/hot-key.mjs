// One partition key takes most of the load until its shard is split, a minute in a moment. Run: node hot-key.mjs

import { Kinetoscope } from "kinetoscope";

const scenario = {
  version: 1,
  id: "hot-key",
  streams: [{ name: "clicks", shards: 2 }],
  producers: [{ name: "web", stream: "clicks", records_per_second: 2_000, keys: { hot: { key: "celebrity", share: 0.7 } } }],
  readers: [{ name: "worker", stream: "clicks" }],
};

const k = await Kinetoscope.create({ seed: 1, enforceLimits: true });
const summary = await k.run(scenario, { untilMs: 60_000 });
console.log(summary.text);
console.log(summary.producers, summary.notes);

// The same seed, the same story: keep the hash in a test, and any change of the outcome shows.
console.log(summary.hash);
k.free();
