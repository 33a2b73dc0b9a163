// Answers that go on, as only a world in this process can show them; run by `node --test` in a throw-away project.

import assert from "node:assert/strict";
import test from "node:test";

import * as sdk from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";

import { consumer, event, rest, texts } from "./fan-out.mjs";

const POSITION = { ShardId: "shardId-000000000000", StartingPosition: { Type: "TRIM_HORIZON" } };

/** A world with a stream and a consumer, whose subscription begins; it goes when the test ends. */
async function subscribed(t, options, sending) {
  const k = await Kinetoscope.create(options);
  t.after(() => k.free());
  const client = new sdk.KinesisClient({ ...k.clientConfig() });
  const ConsumerARN = await consumer(sdk, client);
  const answer = await client.send(new sdk.SubscribeToShardCommand({ ConsumerARN, ...POSITION }), sending);
  const put = (Data) => client.send(new sdk.PutRecordCommand({ StreamName: "s", PartitionKey: "key", Data }));
  return { k, client, put, ConsumerARN, events: answer.EventStream[Symbol.asyncIterator]() };
}

test("who waits is woken by a record, by the clock and by the end of the world", async (t) => {
  const { k, put, events } = await subscribed(t);
  const record = event(events);
  await put(new Uint8Array([104, 105]));
  assert.deepEqual(texts(await record), ["hi"]);
  const silence = event(events);
  k.advance(5_000);
  assert.deepEqual((await silence).Records, []);
  const end = rest(events);
  k.free();
  assert.deepEqual(await end, []);
});

test("with the machine's clock events come by themselves", async (t) => {
  const { k, events } = await subscribed(t, { clock: "real" });
  k.advance(4_900);
  assert.deepEqual((await event(events)).Records, []);
});

test("an aborted subscription is closed", async (t) => {
  const abort = new AbortController();
  const { k, events } = await subscribed(t, {}, { abortSignal: abort.signal });
  const next = event(events);
  abort.abort();
  await assert.rejects(next, { name: "AbortError" });
  assert.equal(k.events().at(-1).end, "Closed");
});

test("more than a connection holds waits in the shard", async (t) => {
  const { k, put, events } = await subscribed(t);
  const data = new Uint8Array(1_000_000);
  for (let count = 0; count < 20; count += 1) await put(data);
  k.advance(60_000);
  const delivered = () => k.events().filter(({ type, count }) => type === "RecordsDelivered" && count > 0).length;
  assert(delivered() < 20, `${delivered()} events made`);
  let bytes = 0;
  while (bytes < 20 * data.length) {
    for (const { Data } of (await event(events)).Records) bytes += Data.length;
    k.advance(1_000);
  }
  assert.equal(bytes, 20 * data.length);
});

test("an answer in the manner of fetch goes on too", async (t) => {
  const { k, ConsumerARN } = await subscribed(t);
  k.advance(5_000);
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "Kinesis_20131202.SubscribeToShard",
    "x-amz-date": "20260101T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
  };
  const answer = await k.handle({ method: "POST", url: "/", headers, body: JSON.stringify({ ConsumerARN, ...POSITION }) });
  assert.equal(answer.headers.get("content-type"), "application/vnd.amazon.eventstream");
  const reader = answer.body.getReader();
  const chunk = async () => new TextDecoder().decode((await reader.read()).value);
  assert.match(await chunk(), /initial-response/);
  k.advance(5_000);
  assert.match(await chunk(), /"Records":\[\]/);
  await reader.cancel();
  assert.equal(k.events().at(-1).end, "Closed");
});
