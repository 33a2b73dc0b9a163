// A record can be read for 24 hours. Run: node retention.mjs

import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";

const k = await Kinetoscope.create({ startTime: "2026-01-01T00:00:00Z" });
const kinesis = new KinesisClient({ ...k.clientConfig() });
await kinesis.send(new CreateStreamCommand({ StreamName: "clicks", ShardCount: 1 }));
await kinesis.send(new PutRecordCommand({ StreamName: "clicks", PartitionKey: "user-1", Data: Buffer.from("hello") }));

async function count() {
  const input = { StreamName: "clicks", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" };
  const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(input));
  return (await kinesis.send(new GetRecordsCommand({ ShardIterator }))).Records.length;
}

const HOUR = 3_600_000;
for (const hours of [0, 23, 2]) {
  k.advance(hours * HOUR);
  console.log(`${k.now().toISOString()}  ${await count()} record(s)`);
}
k.free();
