const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");

const sdk = require("@aws-sdk/client-kinesis");
const { Kinetoscope } = require("kinetoscope");
const slim = require("kinetoscope/slim");

async function main() {
  const { EXPECTED, story } = await import("./story.mjs");
  assert.equal(await story(Kinetoscope, sdk), EXPECTED);
  slim.initSync(readFileSync(require.resolve("kinetoscope/engine.wasm")));
  assert.equal(await story(slim.Kinetoscope, sdk), EXPECTED);
  console.log("passed");
}

main();
