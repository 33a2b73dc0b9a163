// Delivery streams by the AWS SDK for JavaScript v3: from a put to an object that is read back.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import test from "node:test";
import assert from "node:assert/strict";

import * as sdk from "@aws-sdk/client-firehose";
import * as storage from "@aws-sdk/client-s3";

import { story } from "../pkg/projects/one-delivery.mjs";

test("from a put to the object", { timeout: 60_000 }, async (t) => story(await start(t), sdk, storage));

/** An endpoint with a clock that only `advance` moves, and clients of it; it must end in good order. */
async function start(t) {
  const command = process.env.KINETOSCOPE_BIN ?? "target/release/kinetoscope";
  const options = ["serve", "--port", "0", "--virtual-time", "--quiet"];
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
  const connection = { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
  const firehose = new sdk.FirehoseClient(connection);
  const s3 = new storage.S3Client({ ...connection, forcePathStyle: true });
  t.after(() => [firehose, s3].forEach((client) => client.destroy()));
  return { firehose, s3, advance };
}
