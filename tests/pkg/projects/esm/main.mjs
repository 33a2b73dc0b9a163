import assert from "node:assert/strict";

import * as sdk from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";
import * as slim from "kinetoscope/slim";

import { EXPECTED, story } from "./story.mjs";

assert.equal(await story(Kinetoscope, sdk), EXPECTED);

// The slim entry has to be told where the engine is.
await assert.rejects(slim.Kinetoscope.create(), /call `await init\(wasm\)`/);
const { readFile } = await import("node:fs/promises");
await slim.init(readFile(new URL(import.meta.resolve("kinetoscope/engine.wasm"))));
assert.equal(await story(slim.Kinetoscope, sdk), EXPECTED);
console.log("passed");
