// The SDK's view of a service in this process, beyond one-story.mjs; run by `node --test` in a throw-away project.

import assert from "node:assert/strict";
import test from "node:test";
import { Readable } from "node:stream";

import {
  CreateStreamCommand,
  DescribeStreamCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListStreamsCommand,
  ProvisionedThroughputExceededException,
  PutRecordCommand,
  PutRecordsCommand,
  waitUntilStreamExists,
} from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";

const bytes = (text) => new TextEncoder().encode(text);
const texts = (records) => records.map((record) => new TextDecoder().decode(record.Data));

/** A world with a stream "s", and short ways to call it; both go when the test ends. */
async function world(t, options = {}, { shards = 1, ...client } = {}) {
  const k = await Kinetoscope.create(options);
  const kinesis = new KinesisClient({ ...k.clientConfig(client) });
  t.after(() => k.free());
  await kinesis.send(new CreateStreamCommand({ StreamName: "s", ShardCount: shards }));
  const put = (text, key = "key") => kinesis.send(new PutRecordCommand({ StreamName: "s", PartitionKey: key, Data: bytes(text) }));
  const iterator = async (type, more = {}, shard = "shardId-000000000000") => {
    const input = { StreamName: "s", ShardId: shard, ShardIteratorType: type, ...more };
    return (await kinesis.send(new GetShardIteratorCommand(input))).ShardIterator;
  };
  const get = async (ShardIterator) => kinesis.send(new GetRecordsCommand({ ShardIterator }));
  return { k, kinesis, put, iterator, get };
}

test("faults strike calls, records and answers, until they are cleared", async (t) => {
  const { k, kinesis, put } = await world(t);
  const list = () => kinesis.send(new ListStreamsCommand({}));
  k.act({ fault: { operations: ["ListStreams"], effect: { refuse: { error: "LimitExceededException", message: "no" } } } });
  await assert.rejects(list(), { name: "LimitExceededException", message: "no" });
  k.act({ clear_faults: {} });
  await list();

  k.act({ fault: { share: 0.5, effect: { refuse_records: { error: "InternalFailure" } } } });
  const Records = Array.from({ length: 100 }, (_, index) => ({ PartitionKey: `${index}`, Data: bytes("x") }));
  const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({ StreamName: "s", Records }));
  assert(30 < FailedRecordCount && FailedRecordCount < 70, `${FailedRecordCount} of 100`);
  k.act({ clear_faults: {} });

  k.act({ fault: { effect: "lose_answer" } });
  await assert.rejects(put("x"), { code: "ECONNRESET" });
  k.act({ clear_faults: {} });

  const before = k.now();
  k.act({ fault: { effect: { delay: { ms: 1_500 } } } });
  await list();
  assert.equal(k.now() - before, 1_500);
  assert.throws(() => k.act({ fault: { effect: { refuse: { error: "Oops" } } } }), /there is no error "Oops"/);
  assert.throws(() => k.act({ nothing: {} }), { name: "TypeError", message: /^act: There is no action "nothing"/ });
  assert.throws(() => k.act(5), TypeError);
});

test("a lost answer is retried by the SDK as a broken connection", async (t) => {
  const { k } = await world(t);
  const kinesis = new KinesisClient({ ...k.clientConfig({ retries: "virtual" }) });
  k.act({ fault: { operations: ["ListStreams"], for_ms: 50, effect: "lose_answer" } });
  const { $metadata } = await kinesis.send(new ListStreamsCommand({}));
  assert.equal($metadata.attempts, 2);
});

test("PutRecords fails in part where limits are enforced", async (t) => {
  const { kinesis, k } = await world(t, { enforceLimits: true });
  const Records = Array.from({ length: 400 }, (_, index) => ({ PartitionKey: `${index}`, Data: bytes("x") }));
  const failed = [];
  for (let call = 0; call < 3; call += 1) {
    const answer = await kinesis.send(new PutRecordsCommand({ StreamName: "s", Records }));
    failed.push(answer.FailedRecordCount);
    assert.equal(answer.Records.filter((entry) => entry.ErrorCode).length, answer.FailedRecordCount);
  }
  assert.deepEqual(failed, [0, 0, 200]);
  const refused = k.events().find((event) => event.type === "RecordsRefused");
  assert.deepEqual([refused.count, refused.limit, refused.shard], [200, "WriteRecords", "shardId-000000000000"]);
});

test("limits refuse nothing unless they are enforced", async (t) => {
  const { kinesis } = await world(t);
  const Records = Array.from({ length: 500 }, (_, index) => ({ PartitionKey: `${index}`, Data: bytes("x") }));
  for (let call = 0; call < 5; call += 1) {
    assert.equal((await kinesis.send(new PutRecordsCommand({ StreamName: "s", Records }))).FailedRecordCount, 0);
  }
});

test("all five types of iterator start where they say", async (t) => {
  const { k, put, iterator, get } = await world(t);
  await put("a");
  k.advance(1_000);
  const { SequenceNumber } = await put("b");
  const at = k.now();
  const latest = await iterator("LATEST");
  k.advance(1_000);
  await put("c");
  const of = async (type, more) => texts((await get(await iterator(type, more))).Records).join("");
  assert.equal(await of("TRIM_HORIZON"), "abc");
  assert.equal(await of("AT_SEQUENCE_NUMBER", { StartingSequenceNumber: SequenceNumber }), "bc");
  assert.equal(await of("AFTER_SEQUENCE_NUMBER", { StartingSequenceNumber: SequenceNumber }), "c");
  assert.equal(await of("AT_TIMESTAMP", { Timestamp: at }), "bc");
  assert.deepEqual(texts((await get(latest)).Records), ["c"]);
});

test("an iterator expires after five minutes of virtual time", async (t) => {
  const { k, iterator, get } = await world(t);
  const first = await iterator("TRIM_HORIZON");
  k.advance(299_000);
  await get(first);
  k.advance(2_000);
  await assert.rejects(get(first), ExpiredIteratorException);
});

test("the clock goes to the end of the year 9999 and no further", async (t) => {
  const { k } = await world(t, { startTime: "9999-12-31T00:00:00Z" });
  assert.throws(() => k.advance(8e15), /RangeError: advance: the clock ends at 9999-12-31T23:59:59.000Z/);
  await assert.rejects(k.run({ version: 1, id: "none" }, { untilMs: 9e12 }), RangeError);
  assert.equal(k.advance({ to: "9999-12-31T23:59:59Z" }).toISOString(), "9999-12-31T23:59:59.000Z");
});

test("accounts and regions know nothing of each other", async (t) => {
  const { k } = await world(t);
  const names = async (options) => {
    const client = new KinesisClient({ ...k.clientConfig(options) });
    return (await client.send(new ListStreamsCommand({}))).StreamNames;
  };
  assert.deepEqual(await names(), ["s"]);
  assert.deepEqual(await names({ account: "111111111111" }), []);
  assert.deepEqual(await names({ region: "eu-west-1" }), []);
  const other = new KinesisClient({ ...k.clientConfig({ account: "111111111111", region: "eu-west-1" }) });
  await other.send(new CreateStreamCommand({ StreamName: "t", ShardCount: 1 }));
  const { StreamDescription } = await other.send(new DescribeStreamCommand({ StreamName: "t" }));
  assert.equal(StreamDescription.StreamARN, "arn:aws:kinesis:eu-west-1:111111111111:stream/t");
  // An ARN puts the account into the host name, which decides nothing here.
  const byArn = await other.send(new DescribeStreamCommand({ StreamARN: StreamDescription.StreamARN }));
  assert.equal(byArn.StreamDescription.StreamName, "t");
});

test("streams take their time where they are told to", async (t) => {
  const { k, kinesis } = await world(t, { transitionMs: 10_000 });
  const status = async () => (await kinesis.send(new DescribeStreamCommand({ StreamName: "s" }))).StreamDescription.StreamStatus;
  assert.equal(await status(), "CREATING");
  k.advance({ to: new Date(k.now().getTime() + 10_000) });
  assert.equal(await status(), "ACTIVE");
  await waitUntilStreamExists({ client: kinesis, maxWaitTime: 20 }, { StreamName: "s" });
});

test("a throttled call fails at once, or is sent again in virtual time", async (t) => {
  const flood = async (client) => {
    for (let call = 0; call < 1_001; call += 1) {
      await client.send(new PutRecordCommand({ StreamName: "s", PartitionKey: "key", Data: bytes("x") }));
    }
  };
  const start = Date.now();
  const plain = await world(t, { enforceLimits: true });
  await assert.rejects(flood(plain.kinesis), (error) => {
    assert(error instanceof ProvisionedThroughputExceededException);
    assert.equal(error.$metadata.attempts, 1);
    return true;
  });
  const patient = await world(t, { enforceLimits: true }, { retries: "virtual" });
  await flood(patient.kinesis);
  assert.equal(patient.k.now().getTime() - plain.k.now().getTime(), 500, "one back-off passed");
  assert(Date.now() - start < 30_000);
});

test("an aborted request is not served", async (t) => {
  const { kinesis, put, iterator, get } = await world(t);
  const aborted = AbortSignal.abort(new Error("enough"));
  const command = new PutRecordCommand({ StreamName: "s", PartitionKey: "key", Data: bytes("late") });
  await assert.rejects(kinesis.send(command, { abortSignal: aborted }), { name: "AbortError" });
  await put("in time");
  assert.deepEqual(texts((await get(await iterator("TRIM_HORIZON"))).Records), ["in time"]);
});

test("bodies may be text, bytes of any kind, streams or nothing", async (t) => {
  const { k } = await world(t);
  const { requestHandler } = k.clientConfig();
  const text = '{"Limit":1}';
  const whole = bytes(text);
  const bodies = [text, whole, whole.buffer, new DataView(whole.buffer), Buffer.from(text), new Blob([text]),
    Readable.from([Buffer.from(text)]), new Response(text).body, [whole.subarray(0, 4), whole.subarray(4)]];
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "Kinesis_20131202.ListStreams",
    "x-amz-date": "20260101T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
  };
  const send = async (body) => (await requestHandler.handle({ method: "POST", path: "/", headers, body })).response;
  for (const body of bodies) assert.equal((await send(body)).statusCode, 200, String(body));
  assert.equal((await send(undefined)).statusCode, 400);
  const request = new Request("https://kinesis.us-east-1.amazonaws.com/?x=1", { method: "POST", headers, body: text });
  const answer = await k.handle(request);
  assert.deepEqual([answer.status, (await answer.json()).StreamNames], [200, ["s"]]);
});

/** A world with a queue on an on-demand stream, called past the SDK, which need not know queues; answers as objects. */
async function queue(t, options) {
  const k = await Kinetoscope.create(options);
  t.after(() => k.free());
  const { requestHandler } = k.clientConfig();
  const call = async (operation, input, more) => {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Kinesis_20131202.${operation}`,
      "x-amz-date": "20260101T000000Z",
      authorization: "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
    };
    const request = { method: "POST", path: "/", headers, body: JSON.stringify(input) };
    const { response } = await requestHandler.handle(request, more);
    const text = new TextDecoder().decode(response.body);
    assert.equal(response.statusCode, 200, text);
    return text === "" ? undefined : JSON.parse(text);
  };
  await call("CreateStream", { StreamName: "s" });
  const StreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  const created = await call("CreateQueue", { QueueName: "q", StreamConfigurationList: [{ StreamARN }] });
  const QueueARN = created.QueueDescription.QueueARN;
  const receive = (WaitTimeSeconds, more) => call("ReceiveQueueRecords", { QueueARN, WaitTimeSeconds }, more);
  return { k, call, receive, put: () => call("PutRecord", { StreamName: "s", PartitionKey: "k", Data: "AQ==" }) };
}

test("a receive from a queue waits for a record where the clock runs", async (t) => {
  const { k, receive, put } = await queue(t, { clock: "real" });
  const waiting = receive(20);
  await put();
  assert.deepEqual((await waiting).QueueRecords.map((record) => record.Data), ["AQ=="]);
  const received = k.events().filter((event) => event.type === "QueueRecordsReceived");
  assert.deepEqual(received.map((event) => event.count), [1], "the waiting itself is no event");
  const started = performance.now();
  assert.deepEqual((await receive(1)).QueueRecords, []);
  assert(500 < performance.now() - started, "it waits in vain, too");
});

test("a fault strikes its own call, not one that is answered meanwhile", async (t) => {
  const { k, call, receive, put } = await queue(t, { clock: "real" });
  k.act({ fault: { operations: ["DescribeLimits"], effect: "lose_answer" } });
  const lost = [];
  const meanwhile = () => lost.push(assert.rejects(call("DescribeLimits", {}), { code: "ECONNRESET" }));
  // The signal is looked at just before each try: what is queued then runs before the answer of that try goes on.
  const abortSignal = {
    get aborted() {
      queueMicrotask(meanwhile);
      return false;
    },
  };
  const waiting = receive(20, { abortSignal });
  await put();
  assert.equal((await waiting).QueueRecords.length, 1);
  await Promise.all(lost);
});

test("a receive that waits ends when it is aborted", async (t) => {
  const { receive } = await queue(t, { clock: "real" });
  const abort = new AbortController();
  const waiting = receive(20, { abortSignal: abort.signal });
  abort.abort();
  await assert.rejects(waiting, { name: "AbortError" });
});

test("nobody waits for a clock that stands still", async (t) => {
  const { receive, put } = await queue(t, {});
  assert.deepEqual((await receive(20)).QueueRecords, []);
  await put();
  assert.equal((await receive(20)).QueueRecords.length, 1);
});
