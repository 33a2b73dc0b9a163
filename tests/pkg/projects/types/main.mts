// Every member of the API, under TypeScript's strictest settings, and then run.

import assert from "node:assert/strict";

import { CreateDeliveryStreamCommand, FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
import { CreateStreamCommand, KinesisClient, type KinesisClientConfig, PutRecordCommand as PutIntoStreamCommand } from "@aws-sdk/client-kinesis";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  type ClientOptions,
  type Deliveries,
  type KinetoscopeEvent,
  Kinetoscope,
  type ObjectPreview,
  type ReachingKinetoscope,
  type Scenario,
  type SqlApplication,
  SqlError,
  type SqlOptions,
  type SqlRow,
  type Summary,
  type TransformationFunction,
  type WorldOptions,
} from "kinetoscope";
import { type WasmSource, init } from "kinetoscope/slim";

const options: WorldOptions = {
  seed: 2n ** 64n - 1n,
  startTime: new Date("2026-03-01T12:00:00Z"),
  enforceLimits: true,
  transitionMs: 0,
  shardLimit: 10,
  region: "eu-west-1",
  account: "123456789012",
  clock: "virtual",
};

const client: ClientOptions = { retries: "virtual", maxAttempts: 5 };

{
  using k = await Kinetoscope.create(options);
  const config: KinesisClientConfig = k.clientConfig(client);
  const kinesis = new KinesisClient({ ...config, ...k.clientConfig(), logger: console });
  await kinesis.send(new CreateStreamCommand({ StreamName: "s", ShardCount: 1 }));
  await kinesis.send(new PutIntoStreamCommand({ StreamName: "s", PartitionKey: "key", Data: new Uint8Array(3) }));

  const later: Date = k.advance(500);
  assert.deepEqual(k.advance({ to: later }), k.now());
  const events: KinetoscopeEvent[] = k.events({ since: 0 });
  const accepted = events.flatMap((event) => (event.type === "RecordsAccepted" ? [event.count, event.bytes] : []));
  assert.deepEqual(accepted, [1, 6]);

  const scenario: Scenario = {
    version: 1,
    id: "load",
    streams: [{ name: "t", shards: 2 }],
    producers: [{ name: "p", stream: "t", records_per_second: 10 }],
  };
  const summary: Summary = await k.run(scenario, { untilMs: 1_000, onProgress: ({ elapsedMs }) => assert(elapsedMs <= 1_000) });
  assert.equal(summary.streams.find((stream) => stream.name === "t")?.recordsAccepted, 10);

  const bytes: Uint8Array = k.snapshot();
  const copy = Kinetoscope.restoreSync(bytes, { clock: "virtual" });
  assert.equal(copy.hash(), k.hash());
  copy.free();
  assert.equal(copy.freed, true);

  const answer: Response = await k.handle({ method: "POST", url: "/", headers: { "content-type": "text/plain" }, body: "{}" });
  assert.equal(answer.status, 403);
}

{
  const shout: TransformationFunction = async ({ records }) => ({
    records: records.map(({ recordId, data }) => ({ recordId, result: "Ok", data: btoa(atob(data).toUpperCase()) })),
  });
  using k: ReachingKinetoscope = await Kinetoscope.create({ functions: { shout }, functionTimeoutMs: 1_000, httpDelivery: { fetch } });
  const firehose = new FirehoseClient(k.clientConfig());
  const s3 = new S3Client({ ...k.clientConfig(), forcePathStyle: true });
  k.createBucket("lake");
  k.putTable("db", "t", { id: "bigint" });
  const destination = {
    RoleARN: "arn:aws:iam::000000000000:role/firehose",
    BucketARN: "arn:aws:s3:::lake",
    CompressionFormat: "GZIP",
  } as const;
  await firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName: "logs", ExtendedS3DestinationConfiguration: destination }));
  await firehose.send(new PutRecordCommand({ DeliveryStreamName: "logs", Record: { Data: new Uint8Array([97]) } }));
  await k.flush("logs");
  const later: Date = await k.advance(300_000);
  assert.deepEqual(later, k.now());
  const { buckets }: Deliveries = k.deliveries();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "lake", Key: buckets["lake"]?.[0]?.key }));
  const seen: ObjectPreview = Kinetoscope.preview(await Body!.transformToByteArray());
  assert.equal(seen.kind === "bytes" && seen.packing === "Gzip" && new TextDecoder().decode(seen.head), "a");
  const kinds = k.events().flatMap((event) => (event.type === "DeliveryStream" ? [event.event.type] : []));
  assert(kinds.includes("Delivered"));
  const copy: ReachingKinetoscope = Kinetoscope.restoreSync(k.snapshot(), { httpDelivery: true });
  copy.free();
}

{
  using k = await Kinetoscope.create();
  const code = `CREATE STREAM "OUT" (a INTEGER);
    CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM "a" + 1 FROM "SOURCE_SQL_STREAM_001";`;
  const sql: SqlOptions = { input: { schema: { a: "INTEGER" } }, references: { T: [{ k: 1 }] }, seed: 2n, withRowtime: true };
  using application: SqlApplication = k.sql(code, sql);
  const row: SqlRow | undefined = application.push([{ a: 1 }])["OUT"]?.[0];
  assert.deepEqual(row, { ROWTIME: "2026-01-01 00:00:00.000", A: 2 });
  assert.deepEqual([application.advance(1), application.finish(), application.warnings], [{}, {}, []]);
  assert.match(application.explain(), /^OUT/);
  try {
    k.sql("CREATE", sql);
  } catch (error) {
    assert(error instanceof SqlError && error.line === 1 && error.problems[0]?.severity === "error");
  }
  assert.deepEqual(k.sql(code).push([{ a: 2 }]), { OUT: [{ A: 3 }] });
  // @ts-expect-error an option that does not exist
  assert.throws(() => k.sql(code, { inputs: {} }), /there is no option "inputs"/);
}

// @ts-expect-error an option that does not exist
await assert.rejects(Kinetoscope.create({ sead: 1 }), /there is no option "sead"/);
// @ts-expect-error a clock that does not exist
await assert.rejects(Kinetoscope.create({ clock: "wall" }), /option "clock" must be "virtual" or "real"/);
// @ts-expect-error worlds come from create
assert.throws(() => new Kinetoscope(), /Use Kinetoscope.create/);

const wasm: WasmSource = new Uint8Array(0);
await assert.rejects(init(wasm));
await Kinetoscope.loadFormats(wasm);
console.log("passed");
