// The AWS SDK for JavaScript v3 subscribes over HTTP/2, which is how it always subscribes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import test from "node:test";
import assert from "node:assert/strict";

import * as sdk from "@aws-sdk/client-kinesis";

import { fanOut } from "../pkg/projects/fan-out.mjs";

/** An endpoint with a clock that only `advance` moves; it must end in good order. */
async function serve(t) {
  const command = process.env.KINETOSCOPE_BIN ?? "target/release/kinetoscope";
  const options = ["serve", "--port", "0", "--virtual-time", "--control", "--quiet"];
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
  return { endpoint, advance };
}

test("a subscription to its end, its renewal, the end of a shard, a takeover", { timeout: 60_000 }, async (t) => {
  const { endpoint, advance } = await serve(t);
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "anything" };
  const client = new sdk.KinesisClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  t.after(() => client.destroy());
  await fanOut(sdk, client, advance);
});
