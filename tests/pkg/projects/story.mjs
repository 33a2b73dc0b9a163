// What every project does: make a stream, put a record and get it back, by the real SDK.

/** Answers the record's text, its key and the time it came. */
export async function story(Kinetoscope, sdk) {
  const k = await Kinetoscope.create({ seed: 7, startTime: "2026-03-01T12:00:00Z" });
  const client = new sdk.KinesisClient({ ...k.clientConfig() });
  await client.send(new sdk.CreateStreamCommand({ StreamName: "s", ShardCount: 2 }));
  // Not by TextEncoder: under jsdom its arrays are not the `Uint8Array` that the SDK looks for.
  const Data = Uint8Array.from("hello", (character) => character.charCodeAt(0));
  const put = await client.send(new sdk.PutRecordCommand({ StreamName: "s", PartitionKey: "key", Data }));
  const { ShardIterator } = await client.send(
    new sdk.GetShardIteratorCommand({ StreamName: "s", ShardId: put.ShardId, ShardIteratorType: "TRIM_HORIZON" }),
  );
  const { Records } = await client.send(new sdk.GetRecordsCommand({ ShardIterator }));
  client.destroy();
  k.free();
  const [record] = Records;
  const at = record.ApproximateArrivalTimestamp.toISOString();
  return `${new TextDecoder().decode(record.Data)} of ${record.PartitionKey} at ${at}`;
}

export const EXPECTED = "hello of key at 2026-03-01T12:00:00.000Z";
