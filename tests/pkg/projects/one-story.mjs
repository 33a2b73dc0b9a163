// The story that every client plays, as the SDK v3 tells it wherever the service is: over HTTP/2 or in this process.
//
// A part gets the SDK, and `start(options)`, which makes a service whose clock only `advance(ms)` moves, and a client.

import assert from "node:assert/strict";

import { fanOut } from "./fan-out.mjs";

const SHARD = "shardId-000000000000";
const CHILDREN = ["shardId-000000000001", "shardId-000000000002"];
const KEY = { StreamName: "s", EncryptionType: "KMS", KeyId: "alias/aws/kinesis" };

/** Each part by its name. */
export const STORY = {
  async "a stream is made, written, read and deleted"(sdk, start) {
    const { advance, send } = await started(sdk, start, { transitionMs: 2_000 });
    const status = async () => (await send("DescribeStreamSummary", { StreamName: "s" })).StreamDescriptionSummary.StreamStatus;
    assert.equal(await status(), "CREATING");
    await advance(2_000);
    assert.equal(await status(), "ACTIVE");
    const first = await put(send, "one");
    assert.deepEqual([first.ShardId, first.EncryptionType], [SHARD, undefined]);
    const Records = ["two", "three"].map((text) => ({ PartitionKey: "key", Data: bytes(text) }));
    assert.equal((await send("PutRecords", { StreamName: "s", Records })).FailedRecordCount, 0);
    const read = await get(send);
    assert.deepEqual([texts(read.Records), read.MillisBehindLatest], [["one", "two", "three"], 0]);
    assert.equal(read.Records[0].SequenceNumber, first.SequenceNumber);
    await send("DeleteStream", { StreamName: "s" });
    assert.equal(await status(), "DELETING");
    await advance(2_000);
    assert.deepEqual((await send("ListStreams", {})).StreamNames, []);
  },

  async "records say that they were encrypted"(sdk, start) {
    const { send } = await started(sdk, start);
    await put(send, "plain");
    await send("StartStreamEncryption", KEY);
    assert.equal((await put(send, "secret")).EncryptionType, "KMS");
    assert.deepEqual((await get(send)).Records.map((record) => record.EncryptionType), [undefined, "KMS"]);
    await send("StopStreamEncryption", KEY);
    assert.equal((await put(send, "plain")).EncryptionType, undefined);
  },

  async "a subscription to its end, its renewal, the end of a shard, a takeover"(sdk, start) {
    const { client, advance } = await start({});
    await fanOut(sdk, client, advance);
  },

  async "a shard splits, its children merge, and the stream is resized"(sdk, start) {
    const { send } = await started(sdk, start);
    await put(send, "before");
    await send("SplitShard", { StreamName: "s", ShardToSplit: SHARD, NewStartingHashKey: String(2n ** 127n) });
    const open = async () => (await send("ListShards", { StreamName: "s", ShardFilter: { Type: "AT_LATEST" } })).Shards;
    assert.deepEqual((await open()).map((shard) => [shard.ShardId, shard.ParentShardId]), CHILDREN.map((child) => [child, SHARD]));
    const read = await get(send);
    assert.deepEqual([texts(read.Records), read.NextShardIterator], [["before"], undefined]);
    assert.deepEqual(read.ChildShards.map((shard) => shard.ShardId), CHILDREN);

    const [ShardToMerge, AdjacentShardToMerge] = CHILDREN;
    await send("MergeShards", { StreamName: "s", ShardToMerge, AdjacentShardToMerge });
    const merged = await open();
    assert.deepEqual(merged.map((shard) => [shard.ParentShardId, shard.AdjacentParentShardId]), [CHILDREN]);
    const resized = await send("UpdateShardCount", { StreamName: "s", TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" });
    assert.deepEqual([resized.CurrentShardCount, resized.TargetShardCount, (await open()).length], [1, 2, 2]);
  },

  async "refusals are the modelled exceptions"(sdk, start) {
    const { advance, send } = await started(sdk, start);
    await assert.rejects(send("DescribeStream", { StreamName: "absent" }), (error) => {
      assert(error instanceof sdk.ResourceNotFoundException);
      assert.equal(error.message, "Stream absent under account 000000000000 not found.");
      assert.equal(error.$metadata.httpStatusCode, 400);
      return true;
    });
    await assert.rejects(send("CreateStream", { StreamName: "s", ShardCount: 1 }), sdk.ResourceInUseException);
    await assert.rejects(send("CreateStream", { StreamName: "a/b", ShardCount: 1 }), sdk.ValidationException);
    await assert.rejects(send("GetRecords", { ShardIterator: "AAAAAAAAAAE=" }), sdk.InvalidArgumentException);
    const ShardIterator = await horizon(send);
    await advance(301_000);
    await assert.rejects(send("GetRecords", { ShardIterator }), sdk.ExpiredIteratorException);
  },

  async "too many calls are throttled"(sdk, start) {
    const { advance, send } = await started(sdk, start, { enforceLimits: true });
    for (let call = 0; call < 5; call += 1) await get(send);
    await assert.rejects(get(send), sdk.ProvisionedThroughputExceededException);
    await advance(1_000);
    await get(send);
  },
};

/** A service with a stream `s` of one shard; `send` sends a command by its name. */
async function started(sdk, start, options = {}) {
  const { client, advance } = await start(options);
  const send = (name, input) => client.send(new sdk[`${name}Command`](input));
  await send("CreateStream", { StreamName: "s", ShardCount: 1 });
  return { client, advance, send };
}

const bytes = (text) => new TextEncoder().encode(text);
const texts = (records) => records.map((record) => new TextDecoder().decode(record.Data));
const put = (send, text) => send("PutRecord", { StreamName: "s", PartitionKey: "key", Data: bytes(text) });
const get = async (send) => send("GetRecords", { ShardIterator: await horizon(send) });

async function horizon(send) {
  const start = { StreamName: "s", ShardId: SHARD, ShardIteratorType: "TRIM_HORIZON" };
  return (await send("GetShardIterator", start)).ShardIterator;
}
