// Prepare a world once, start every test from its snapshot. Run: node snapshot.mjs

import { CreateStreamCommand, DeleteStreamCommand, KinesisClient, ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";

const prepared = await Kinetoscope.create();
const kinesis = new KinesisClient({ ...prepared.clientConfig() });
await kinesis.send(new CreateStreamCommand({ StreamName: "clicks", ShardCount: 4 }));
const snapshot = prepared.snapshot();
prepared.free();

for (const name of ["first", "second"]) {
  const k = await Kinetoscope.restore(snapshot);
  const client = new KinesisClient({ ...k.clientConfig() });
  const { StreamNames } = await client.send(new ListStreamsCommand({}));
  console.log(`${name} test starts with ${StreamNames}`);
  await client.send(new DeleteStreamCommand({ StreamName: "clicks" }));
  k.free();
}
