// The story of every client by the AWS SDK for JavaScript v3, which speaks HTTP/2.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import test from "node:test";
import assert from "node:assert/strict";

import * as sdk from "@aws-sdk/client-kinesis";

import { STORY } from "../pkg/projects/one-story.mjs";

for (const [name, part] of Object.entries(STORY)) {
  test(name, { timeout: 60_000 }, (t) => part(sdk, (options) => start(t, options)));
}

/** An endpoint with a clock that only `advance` moves, and a client of it; it must end in good order. */
async function start(t, { transitionMs = 0, enforceLimits = false }) {
  const command = process.env.KINETOSCOPE_BIN ?? "target/release/kinetoscope";
  const options = ["serve", "--port", "0", "--virtual-time", "--control", "--quiet", "--transition-ms", `${transitionMs}`];
  if (enforceLimits) options.push("--enforce-limits");
  const server = spawn(command, options, { stdio: ["ignore", "pipe", "inherit"] });
  t.after(async () => {
    server.kill();
    const [code] = await once(server, "exit");
    assert.equal(code, 0);
  });
  const [line] = await once(createInterface(server.stdout), "line");
  const endpoint = line.replace("listening on ", "");
  const advance = async (ms) => {
    const answer = await fetch(`${endpoint}/_kinetoscope/advance`, { method: "POST", body: JSON.stringify({ ms }) });
    assert.equal(answer.status, 200, await answer.text());
  };
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "anything" };
  const client = new sdk.KinesisClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  t.after(() => client.destroy());
  return { client, advance };
}
