// Delivery streams and S3 in this process; run by `node --test` in a throw-away project.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import * as sdk from "@aws-sdk/client-firehose";
import * as storage from "@aws-sdk/client-s3";
import { Kinetoscope } from "kinetoscope";
import * as slim from "kinetoscope/slim";

import { story } from "./one-delivery.mjs";

const role = "arn:aws:iam::000000000000:role/firehose";
const lake = { RoleARN: role, BucketARN: "arn:aws:s3:::lake", BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } };
const processor = (name, ...more) => ({
  Enabled: true,
  Processors: [
    {
      Type: "Lambda",
      Parameters: [
        { ParameterName: "LambdaArn", ParameterValue: `arn:aws:lambda:us-east-1:000000000000:function:${name}` },
        { ParameterName: "BufferIntervalInSeconds", ParameterValue: "60" },
        { ParameterName: "BufferSizeInMBs", ParameterValue: "1" },
        ...more,
      ],
    },
  ],
});
const NO_RETRIES = { ParameterName: "NumberOfRetries", ParameterValue: "0" };

/** A world with the bucket "lake", clients, and short ways to call them; all go when the test ends. */
async function world(t, options = {}) {
  const k = await Kinetoscope.create(options);
  const firehose = new sdk.FirehoseClient({ ...k.clientConfig() });
  const s3 = new storage.S3Client({ ...k.clientConfig(), forcePathStyle: true });
  t.after(() => {
    [firehose, s3].forEach((client) => client.destroy());
    k.free();
  });
  k.createBucket("lake");
  return { k, firehose, s3, ...shortly(firehose, s3) };
}

function shortly(firehose, s3) {
  const create = (name, ExtendedS3DestinationConfiguration) =>
    firehose.send(new sdk.CreateDeliveryStreamCommand({ DeliveryStreamName: name, ExtendedS3DestinationConfiguration }));
  const put = (name, text) => firehose.send(new sdk.PutRecordCommand({ DeliveryStreamName: name, Record: { Data: Buffer.from(text) } }));
  /** The bodies of all objects whose key begins so. */
  const read = async (Prefix) => {
    const { Contents = [] } = await s3.send(new storage.ListObjectsV2Command({ Bucket: "lake", Prefix }));
    const get = async ({ Key }) => (await s3.send(new storage.GetObjectCommand({ Bucket: "lake", Key }))).Body.transformToByteArray();
    return (await Promise.all(Contents.map(get))).map((body) => Buffer.from(body));
  };
  return { create, put, read };
}

const data = (text) => Buffer.from(text).toString("base64");
const text = (base64) => Buffer.from(base64, "base64").toString();

test("from a put to the object", async (t) => {
  const k = await Kinetoscope.create();
  t.after(() => k.free());
  const firehose = new sdk.FirehoseClient({ ...k.clientConfig() });
  const s3 = new storage.S3Client({ ...k.clientConfig(), forcePathStyle: true });
  await story({ firehose, s3, advance: async (ms) => k.advance(ms) }, sdk, storage);
});

test("S3 keeps objects, by path and by the bucket's own host", async (t) => {
  const { k, s3: byPath } = await world(t);
  const byHost = new storage.S3Client({ ...k.clientConfig() });
  t.after(() => byHost.destroy());
  const object = { Bucket: "lake", Key: "a/ü b+c" };
  for (const s3 of [byPath, byHost]) {
    const { ETag } = await s3.send(new storage.PutObjectCommand({ ...object, Body: "some text", Metadata: { kind: "test" } }));
    const seen = await s3.send(new storage.HeadObjectCommand(object));
    assert.deepEqual([seen.ETag, seen.ContentLength, seen.Metadata], [ETag, 9, { kind: "test" }]);
    const { Body, ContentRange } = await s3.send(new storage.GetObjectCommand({ ...object, Range: "bytes=5-8" }));
    assert.deepEqual([await Body.transformToString(), ContentRange], ["text", "bytes 5-8/9"]);
    await s3.send(new storage.DeleteObjectCommand(object));
    await assert.rejects(s3.send(new storage.GetObjectCommand(object)), storage.NoSuchKey);
    await assert.rejects(s3.send(new storage.HeadObjectCommand(object)), storage.NotFound);
  }
  const gone = await k.handle({ method: "HEAD", url: "/nothing/here", headers: signed("s3") });
  assert.deepEqual([gone.status, await gone.text()], [404, ""]);
});

/** As a client of that service signs; nobody verifies more of it. */
function signed(service) {
  const scope = `000000000000/20260101/us-east-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
  return { authorization, "x-amz-date": "20260101T000000Z", host: "localhost" };
}

test("what is flushed is delivered now, and can be looked at", async (t) => {
  const { k, create, put, read } = await world(t);
  await create("logs", lake);
  await put("logs", "one");
  assert.equal(k.flush("logs"), undefined);
  assert.deepEqual((await read("")).map(String), ["one"]);
  const [{ key, size }] = k.deliveries().buckets.lake;
  assert.deepEqual([key.slice(0, 24), size], ["2026/01/01/00/logs-1-202", 3]);
  const delivered = k.events().filter(({ type, event }) => type === "DeliveryStream" && event.type === "Delivered");
  assert.deepEqual(delivered.map(({ event }) => [event.target, event.records, event.place]), [["S3", 1, key]]);
  assert.throws(() => k.flush("none"), /there is no delivery stream none/);
  assert.throws(() => k.createBucket("NO"), /InvalidBucketName/);
});

test("formats give the bytes that they give natively", async (t) => {
  const { k, create, put, read } = await world(t);
  k.putTable("db", "t", { id: "bigint", name: "string" });
  const { records, bodies } = JSON.parse(readFileSync(new URL("objects.json", import.meta.url), "utf8"));
  for (const format of ["GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY"]) {
    await create(format, { ...lake, Prefix: `${format}/`, CompressionFormat: format, FileExtension: ".x" });
  }
  for (const serializer of ["ParquetSerDe", "OrcSerDe"]) await create(serializer, converting(serializer));
  for (const name of ["ZIP", ...Object.keys(bodies)]) {
    for (const record of records) await put(name, record);
    k.flush(name);
  }
  for (const [name, body] of Object.entries(bodies)) {
    assert.deepEqual((await read(`${name}/`)).map((bytes) => bytes.toString("base64")), [body], name);
  }
  // A ZIP archive holds the name of its file, which is drawn.
  const [zip] = await read("ZIP/");
  assert.equal(Buffer.from(Kinetoscope.preview(zip).head).toString(), records.join(""));
});

const converting = (serializer) => ({
  ...lake,
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  Prefix: `${serializer}/`,
  ErrorOutputPrefix: "bad/",
  DataFormatConversionConfiguration: {
    SchemaConfiguration: { RoleARN: role, DatabaseName: "db", TableName: "t", Region: "us-east-1" },
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
    OutputFormatConfiguration: { Serializer: { [serializer]: {} } },
  },
});

test("where the formats are not at hand, what needs them is refused until they are loaded", async (t) => {
  const file = (name) => readFileSync(new URL(import.meta.resolve(`kinetoscope/${name}.wasm`)));
  await slim.init(file("engine"));
  const create = (k) => {
    const firehose = new sdk.FirehoseClient({ ...k.clientConfig() });
    t.after(() => [firehose.destroy(), k.free()]);
    k.createBucket("lake");
    return shortly(firehose).create("logs", { ...lake, CompressionFormat: "GZIP" });
  };
  await assert.rejects(create(await slim.Kinetoscope.create()), /CompressionFormat GZIP/);
  assert.throws(() => slim.Kinetoscope.preview(new Uint8Array(1)), /The formats are not loaded/);
  await slim.Kinetoscope.loadFormats(file("formats"));
  await create(await slim.Kinetoscope.create());
});

test("records become Parquet that reads back, and those that do not fit are told of", async (t) => {
  const { k, create, put, read } = await world(t);
  k.putTable("db", "t", [{ name: "id", type: "bigint" }, { name: "name", type: "string" }]);
  await create("logs", converting("ParquetSerDe"));
  for (const record of ['{"id":1,"name":"a"}', '{"id":2}', "none"]) await put("logs", record);
  k.advance(120_000);
  const [file] = await read("ParquetSerDe/");
  const { format, columns, rowCount, rows } = Kinetoscope.preview(file);
  assert.deepEqual([format, columns.map(({ name, type }) => `${name} ${type}`), rowCount], ["Parquet", ["id bigint", "name string"], 2]);
  assert.deepEqual(rows.map(({ id, name = null }) => [Number(id), name]), [[1, "a"], [2, null]]);
  const [refused] = await read("bad/");
  assert.match(String(refused), /"lastErrorCode":"DataFormatConversion.ParseError"/);
});

test("jq finds the keys of partitions", async (t) => {
  const { k, create, put, read } = await world(t);
  const partitioned = (query) => ({
    ...lake,
    BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
    Prefix: "user=!{partitionKeyFromQuery:user}/",
    ErrorOutputPrefix: "bad/",
    DynamicPartitioningConfiguration: { Enabled: true },
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        {
          Type: "MetadataExtraction",
          Parameters: [
            { ParameterName: "MetadataExtractionQuery", ParameterValue: query },
            { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
          ],
        },
      ],
    },
  });
  await assert.rejects(create("logs", partitioned("{user: ")), sdk.InvalidArgumentException);
  await create("logs", partitioned("{user: .u}"));
  for (const user of ["a", "b", "a"]) await put("logs", JSON.stringify({ u: user }));
  k.advance(60_000);
  assert.deepEqual((await read("user=a/")).map(String), ['{"u":"a"}{"u":"a"}']);
  assert.deepEqual((await read("user=b/")).map(String), ['{"u":"b"}']);
});

test("a function of the test changes records, and the clock waits for it", async (t) => {
  const calls = [];
  const shout = async ({ records, region }) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    calls.push([region, records.length]);
    return {
      records: records.map(({ recordId, data: was }) =>
        text(was) === "drop" ? { recordId, result: "Dropped" } : { recordId, result: "Ok", data: data(text(was).toUpperCase()) },
      ),
    };
  };
  const { k, create, put, read } = await world(t, { functions: { shout } });
  await create("logs", { ...lake, ProcessingConfiguration: processor("shout") });
  for (const word of ["one ", "drop", "two"]) await put("logs", word);
  const start = k.now();
  assert.deepEqual(await k.advance(120_000), new Date(start.getTime() + 120_000));
  assert.deepEqual(calls, [["us-east-1", 3]]);
  assert.deepEqual((await read("")).map(String), ["ONE TWO"]);
  await put("logs", "three");
  await k.flush("logs");
  assert.deepEqual((await read("")).map(String), ["ONE TWO", "THREE"]);
});

test("a function that throws, that is late or that is not there fails as Lambda's would", async (t) => {
  const broken = () => {
    throw new Error("no luck");
  };
  const endless = () => new Promise(() => {});
  const { k, create, put, read } = await world(t, { functions: { broken, endless }, functionTimeoutMs: 20 });
  const codes = { broken: "Lambda.FunctionError", endless: "Lambda.FunctionRequestTimedOut", absent: "Lambda.ResourceNotFound" };
  for (const [name, code] of Object.entries(codes)) {
    await create(name, { ...lake, ErrorOutputPrefix: `${name}/`, ProcessingConfiguration: processor(name, NO_RETRIES) });
    await put(name, "x");
    await k.advance(360_000);
    const [told] = await read(`${name}/`);
    const { errorCode, rawData } = JSON.parse(told);
    assert.deepEqual([errorCode, text(rawData)], [code, "x"], String(told));
  }
  const failed = k.events().flatMap(({ type, event }) => (type === "DeliveryStream" && event.type === "FunctionFailed" ? [event] : []));
  assert.equal(failed[0].message, "no luck");
});

test("what is flushed goes through a blueprint", async (t) => {
  const { k, create, put, read } = await world(t);
  k.act({ function: { name: "same", code: { blueprint: "general_processing" } } });
  await create("logs", { ...lake, ProcessingConfiguration: processor("same") });
  await put("logs", "x");
  k.flush("logs");
  assert.deepEqual((await read("")).map(String), ["x"]);
});

test("a run waits for functions too", async (t) => {
  let seen = 0;
  const count = ({ records }) => {
    seen += records.length;
    return { records: records.map(({ recordId, data }) => ({ recordId, result: "Ok", data })) };
  };
  const { k, create, put, read } = await world(t, { functions: { count } });
  await create("logs", { ...lake, ProcessingConfiguration: processor("count") });
  await put("logs", "x");
  await k.run({ version: 1, id: "nothing" }, { untilMs: 200_000 });
  assert.deepEqual([seen, (await read("")).map(String)], [1, ["x"]]);
});

test("a snapshot goes on where a function was under way", async (t) => {
  const endless = () => new Promise(() => {});
  const first = await world(t, { functions: { same: endless } });
  await first.create("logs", { ...lake, ProcessingConfiguration: processor("same") });
  await first.put("logs", "x");
  const under = first.k.advance(90_000);
  const bytes = first.k.snapshot();
  first.k.free();
  await assert.rejects(under, /was freed/);
  const same = ({ records }) => ({ records: records.map(({ recordId, data }) => ({ recordId, result: "Ok", data })) });
  const k = await Kinetoscope.restore(bytes, { functions: { same } });
  t.after(() => k.free());
  await k.advance(200_000);
  assert.equal(k.deliveries().buckets.lake.length, 1);
  const without = await Kinetoscope.restore(bytes);
  t.after(() => without.free());
  without.advance(3_600_000);
  assert.match(without.deliveries().buckets.lake[0].key, /processing-failed/);
});

test("wrong options are told", async () => {
  await assert.rejects(Kinetoscope.create({ functions: { "a b": () => {} } }), /option "functions" must be/);
  await assert.rejects(Kinetoscope.create({ functions: { a: 1 } }), /option "functions" must be/);
  await assert.rejects(Kinetoscope.create({ httpDelivery: "yes" }), /option "httpDelivery" must be/);
  const k = await Kinetoscope.create();
  assert.throws(() => k.putTable("db", "t", { id: 1 }), /putTable: give the columns/);
  assert.throws(() => k.putTable("db", "", { id: "int" }), /give the name of a table/);
  k.free();
});
