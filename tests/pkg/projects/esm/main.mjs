import assert from "node:assert/strict";

import * as sdk from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";
import * as slim from "kinetoscope/slim";

import { EXPECTED, story } from "./story.mjs";

assert.equal(await story(Kinetoscope, sdk), EXPECTED);

// The slim entry has to be told where the engine is.
await assert.rejects(slim.Kinetoscope.create(), /call `await init\(wasm\)`/);
const { readFile } = await import("node:fs/promises");
const engine = () => readFile(new URL(import.meta.resolve("kinetoscope/engine.wasm")));
// Two that load it at a time load it once: worlds of the first stay whole when the second is there.
const [first, second] = [slim.init(engine()), slim.init(engine())];
await first;
const early = await slim.Kinetoscope.create();
const began = early.now();
await second;
assert.deepEqual(early.now(), began);
early.free();
assert.equal(await story(slim.Kinetoscope, sdk), EXPECTED);
console.log("passed");
