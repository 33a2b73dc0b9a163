// The story of a delivery stream, for every client: from a put to an object that is read back.

import assert from "node:assert/strict";

const name = { DeliveryStreamName: "logs" };
const bucket = {
  RoleARN: "arn:aws:iam::000000000000:role/firehose",
  BucketARN: "arn:aws:s3:::lake",
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
};

/** Plays it with clients of Firehose and S3; `advance(ms)` moves the clock, which began at 2026-01-01. */
export async function story({ firehose, s3, advance }, sdk, { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command }) {
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
}
