// The story of every client without a server; run by `node --test` in a throw-away project.

import test from "node:test";

import * as sdk from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";

import { STORY } from "./one-story.mjs";

for (const [name, part] of Object.entries(STORY)) {
  test(name, (t) => part(sdk, (options) => start(t, options)));
}

/** A world of its own, which goes when the test ends. */
async function start(t, options) {
  const k = await Kinetoscope.create(options);
  t.after(() => k.free());
  return { client: new sdk.KinesisClient({ ...k.clientConfig() }), advance: async (ms) => k.advance(ms) };
}
