// Records put and read a second through the engine's HTTP interface, in Node, on one shard after another.
// Run `cargo xtask build` first, then `node pkg/bench/put.mjs [seconds]`.

import { readFileSync } from "node:fs";

import { Engine, initSync } from "../dist/engine.js";

const SECONDS = Number(process.argv[2] ?? 3);
const SHARDS = 8;
const RECORDS = 500;
const DATA = Buffer.alloc(100, 7).toString("base64");

initSync({ module: readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url)) });

/** The headers of a signed call, as the engine takes them. */
function headers(operation) {
  return [
    ["content-type", "application/x-amz-json-1.1"],
    ["x-amz-target", `Kinesis_20131202.${operation}`],
    ["x-amz-date", "20260101T000000Z"],
    ["authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0"],
  ].map(([name, value]) => `${name}\n${value}\n`).join("");
}

function call(engine, operation, input) {
  const body = typeof input === "string" ? input : JSON.stringify(input);
  return parse(send(engine, headers(operation), new TextEncoder().encode(body)));
}

/** Sends one request and looks at the answer as a client must: at its status, its headers and its body. */
function send(engine, head, body) {
  const bytes = engine.handle("POST", "/", head, body, false);
  if (engine.status() !== 200) throw new Error(`${engine.status()} ${new TextDecoder().decode(bytes)}`);
  if (!engine.headers().startsWith("x-amzn-RequestId\n")) throw new Error("the answer has no headers");
  return bytes;
}

function parse(bytes) {
  return bytes.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(bytes));
}

/** A world that holds at most 64 MiB of records, so that a long bench does not fill the memory. */
function world() {
  const engine = new Engine('{"seed":1,"streams":{"held_bytes_max":67108864}}');
  call(engine, "CreateStream", { StreamName: "s", ShardCount: SHARDS });
  return engine;
}

/** Repeats `work`, which says how many records it did, and prints its rate. */
function measure(name, work) {
  for (const end = performance.now() + 500; performance.now() < end; ) work();
  const start = performance.now();
  let [records, elapsed] = [0, 0];
  while (elapsed < SECONDS * 1_000) {
    records += work();
    elapsed = performance.now() - start;
  }
  console.log(`${name.padEnd(34)} ${Math.round((records * 1_000) / elapsed).toLocaleString("en")} records/s`);
}

function benchPuts(name, count) {
  const engine = world();
  const record = (index) => ({ PartitionKey: `key-${index}`, Data: DATA });
  const body = new TextEncoder().encode(JSON.stringify({ StreamName: "s", Records: Array.from({ length: count }, (_, index) => record(index)) }));
  const head = headers("PutRecords");
  measure(name, () => {
    send(engine, head, body);
    return count;
  });
  engine.free();
}

function benchGets(name, limit) {
  const engine = world();
  const Records = Array.from({ length: RECORDS }, () => ({ PartitionKey: "key", Data: DATA }));
  for (let batch = 0; batch < 20; batch += 1) call(engine, "PutRecords", { StreamName: "s", Records });
  const shard = call(engine, "PutRecord", { StreamName: "s", PartitionKey: "key", Data: DATA }).ShardId;
  const { ShardIterator } = call(engine, "GetShardIterator", { StreamName: "s", ShardId: shard, ShardIteratorType: "TRIM_HORIZON" });
  const body = new TextEncoder().encode(JSON.stringify({ ShardIterator, Limit: limit }));
  const head = headers("GetRecords");
  measure(name, () => {
    send(engine, head, body);
    return limit;
  });
  engine.free();
}

benchPuts("PutRecords, 500 x 100 B", RECORDS);
benchPuts("PutRecords, 1 x 100 B", 1);
benchGets("GetRecords, 1000 x 100 B", 1_000);
benchGets("GetRecords, 1 x 100 B", 1);
