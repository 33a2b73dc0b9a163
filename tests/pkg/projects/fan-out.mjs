// Enhanced fan-out as the SDK meets it, wherever the service is: a subscription to its end, its renewal, the end of a
// shard, a takeover.

import assert from "node:assert/strict";

const SHARD = "shardId-000000000000";

/** `advance(ms)` moves the service's clock. */
export async function fanOut(sdk, client, advance) {
  const arn = await consumer(sdk, client);
  const put = (text) => {
    const Data = new TextEncoder().encode(text);
    return client.send(new sdk.PutRecordCommand({ StreamName: "s", PartitionKey: "key", Data }));
  };
  const subscribe = async (StartingPosition, ShardId = SHARD) => {
    const answer = await client.send(new sdk.SubscribeToShardCommand({ ConsumerARN: arn, ShardId, StartingPosition }));
    return answer.EventStream[Symbol.asyncIterator]();
  };

  await put("a");
  const first = await subscribe({ Type: "TRIM_HORIZON" });
  assert.deepEqual(texts(await event(first)), ["a"]);
  await assert.rejects(subscribe({ Type: "LATEST" }), sdk.ResourceInUseException);
  const { SequenceNumber } = await put("b");
  const second = await event(first);
  assert.deepEqual([texts(second), second.ContinuationSequenceNumber], [["b"], SequenceNumber]);
  await advance(5_000);
  const silence = await event(first);
  assert.deepEqual([silence.Records, silence.ContinuationSequenceNumber, silence.MillisBehindLatest], [[], SequenceNumber, 0]);
  assert.equal(silence.ChildShards, undefined);
  await advance(295_000);
  const beats = await rest(first);
  assert.equal(beats.length, 58, "one each 5 seconds, and none at the end");
  assert.deepEqual(beats.flatMap(texts), []);

  await put("c");
  const renewed = await subscribe({ Type: "AFTER_SEQUENCE_NUMBER", SequenceNumber: beats.at(-1).ContinuationSequenceNumber });
  assert.deepEqual(texts(await event(renewed)), ["c"]);
  const half = (2n ** 127n).toString();
  await client.send(new sdk.SplitShardCommand({ StreamName: "s", ShardToSplit: SHARD, NewStartingHashKey: half }));
  const last = (await rest(renewed)).at(-1);
  assert.equal(last.ContinuationSequenceNumber, undefined);
  const children = last.ChildShards.map((child) => [child.ShardId, child.ParentShards]);
  assert.deepEqual(children, [["shardId-000000000001", [SHARD]], ["shardId-000000000002", [SHARD]]]);

  const [child] = children[0];
  const before = await subscribe({ Type: "LATEST" }, child);
  await advance(5_000);
  const after = await subscribe({ Type: "LATEST" }, child);
  await assert.rejects(rest(before), sdk.ResourceInUseException);
  await advance(5_000);
  assert.deepEqual((await event(after)).Records, []);
  await after.return();
}

/** The ARN of a consumer of a stream of one shard, both of them new. */
export async function consumer(sdk, client) {
  await client.send(new sdk.CreateStreamCommand({ StreamName: "s", ShardCount: 1 }));
  const { StreamDescription } = await client.send(new sdk.DescribeStreamCommand({ StreamName: "s" }));
  const named = { StreamARN: StreamDescription.StreamARN, ConsumerName: "c" };
  return (await client.send(new sdk.RegisterStreamConsumerCommand(named))).Consumer.ConsumerARN;
}

export async function event(events) {
  const { done, value } = await events.next();
  assert.equal(done, false, "the subscription goes on");
  return value.SubscribeToShardEvent;
}

export const texts = ({ Records }) => Records.map(({ Data }) => new TextDecoder().decode(Data));

/** All events up to the end. */
export async function rest(events) {
  const found = [];
  for (let next = await events.next(); !next.done; next = await events.next()) found.push(next.value.SubscribeToShardEvent);
  return found;
}
