// Records a second through a delivery stream into objects, in Node: `node pkg/bench/deliver.mjs gzip|parquet ROWS COLUMNS` with
// a file of rows, a line each, and their columns as JSON. Run `cargo xtask build` first. Prints an object of JSON.

import { readFileSync } from "node:fs";

import { Engine, initSync, setFormats } from "../dist/engine.js";
import { answer, initSync as initFormats } from "../dist/formats.js";

const [, , kind, file, columns] = process.argv;
const BATCH = 500;
const SIZE_IN_MBS = 64;
const RoleARN = "arn:aws:iam::000000000000:role/firehose";

const module = (name) => readFileSync(new URL(`../dist/${name}_bg.wasm`, import.meta.url));
initSync({ module: module("engine") });
initFormats({ module: module("formats") });

let formatting = 0;
setFormats((question) => {
  const start = performance.now();
  const answered = answer(question);
  formatting += performance.now() - start;
  return answered;
});

/** The headers of a signed call, as the engine takes them. */
function headers(operation) {
  return [
    ["content-type", "application/x-amz-json-1.1"],
    ["x-amz-target", `Firehose_20150804.${operation}`],
    ["x-amz-date", "20260101T000000Z"],
    ["authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/firehose/aws4_request, SignedHeaders=host, Signature=0"],
  ].map(([name, value]) => `${name}\n${value}\n`).join("");
}

function send(engine, head, body) {
  const bytes = engine.handle("POST", "/", head, body, false);
  if (engine.status() !== 200) throw new Error(`${engine.status()} ${new TextDecoder().decode(bytes)}`);
}

const conversion = {
  Enabled: true,
  SchemaConfiguration: { RoleARN, DatabaseName: "shop", TableName: "events", Region: "us-east-1" },
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
};

/** A world with a bucket and the delivery stream `shop` to it. */
function world() {
  const engine = new Engine('{"seed":1}');
  engine.act(JSON.stringify({ bucket: { name: "lake" } }));
  engine.act(JSON.stringify({ table: { database: "shop", name: "events", columns: JSON.parse(columns) } }));
  const destination = {
    RoleARN,
    BucketARN: "arn:aws:s3:::lake",
    BufferingHints: { SizeInMBs: SIZE_IN_MBS, IntervalInSeconds: 900 },
    ...(kind === "gzip" ? { CompressionFormat: "GZIP" } : { DataFormatConversionConfiguration: conversion }),
  };
  const input = { DeliveryStreamName: "shop", ExtendedS3DestinationConfiguration: destination };
  send(engine, headers("CreateDeliveryStream"), new TextEncoder().encode(JSON.stringify(input)));
  return engine;
}

/** The bodies of calls, which a client would make: they are not measured. */
function batches() {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  const body = (from) => {
    const Records = lines.slice(from, from + BATCH).map((line) => ({ Data: Buffer.from(`${line}\n`).toString("base64") }));
    return new TextEncoder().encode(JSON.stringify({ DeliveryStreamName: "shop", Records }));
  };
  const bodies = Array.from({ length: Math.ceil(lines.length / BATCH) }, (_, index) => body(index * BATCH));
  return [lines.length, bodies];
}

const [records, bodies] = batches();
const engine = world();
const head = headers("PutRecordBatch");
const start = performance.now();
for (const body of bodies) send(engine, head, body);
engine.act(JSON.stringify({ flush: { delivery_stream: "shop" } }));
engine.advanceTo(engine.now() + 1e6);
console.log(JSON.stringify({ records, seconds: (performance.now() - start) / 1000, format_seconds: formatting / 1000 }));
