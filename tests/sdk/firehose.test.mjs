// Delivery streams by the AWS SDK for JavaScript v3: from a put to an object that is read back.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import test from "node:test";
import assert from "node:assert/strict";

import * as sdk from "@aws-sdk/client-firehose";
import { S3Client, CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";

const name = { DeliveryStreamName: "logs" };
const bucket = {
  RoleARN: "arn:aws:iam::000000000000:role/firehose",
  BucketARN: "arn:aws:s3:::lake",
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
};

test("from a put to the object", { timeout: 60_000 }, async (t) => {
  const { firehose, s3, advance } = await start(t);
  const send = (command, input = {}) => firehose.send(new sdk[`${command}Command`]({ ...name, ...input }));
  await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  await send("CreateDeliveryStream", { ExtendedS3DestinationConfiguration: bucket });
  const { DeliveryStreamDescription: described } = await send("DescribeDeliveryStream");
  assert.equal(described.DeliveryStreamStatus, "ACTIVE");
  await send("UpdateDestination", {
    CurrentDeliveryStreamVersionId: described.VersionId,
    DestinationId: described.Destinations[0].DestinationId,
    ExtendedS3DestinationUpdate: { Prefix: "in/" },
  });
  const { RecordId } = await send("PutRecord", { Record: { Data: Buffer.from("one ") } });
  assert.ok(RecordId);
  const Records = ["two ", "three"].map((text) => ({ Data: Buffer.from(text) }));
  assert.equal((await send("PutRecordBatch", { Records })).FailedPutCount, 0);
  await advance(60_000);
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "lake", Prefix: "in/" }));
  const object = { Bucket: "lake", Key: Contents[0].Key };
  assert.match(object.Key, /^in\/2026\/01\/01\/00\/logs-2-/);
  assert.equal((await s3.send(new HeadObjectCommand(object))).ContentLength, 13);
  const { Body } = await s3.send(new GetObjectCommand(object));
  assert.equal(await Body.transformToString(), "one two three");
  await send("DeleteDeliveryStream");
  await assert.rejects(send("DescribeDeliveryStream"), sdk.ResourceNotFoundException);
});

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
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  t.after(() => [firehose, s3].forEach((client) => client.destroy()));
  return { firehose, s3, advance };
}
