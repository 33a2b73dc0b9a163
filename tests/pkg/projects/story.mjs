// What every project does: make a stream, put a record, get it back and have it sent, by the real SDK.

/** Answers the record's text, its key and the time it came; then the text as a subscription brings it. */
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
  const sent = await firstSent(client, sdk, put.ShardId);
  client.destroy();
  k.free();
  const [record] = Records;
  const at = record.ApproximateArrivalTimestamp.toISOString();
  return `${text(record)} of ${record.PartitionKey} at ${at}, ${text(sent)}`;
}

/** The first record that a new consumer is sent. */
async function firstSent(client, sdk, ShardId) {
  const { StreamDescription } = await client.send(new sdk.DescribeStreamCommand({ StreamName: "s" }));
  const named = { StreamARN: StreamDescription.StreamARN, ConsumerName: "c" };
  const { Consumer } = await client.send(new sdk.RegisterStreamConsumerCommand(named));
  const position = { ShardId, StartingPosition: { Type: "TRIM_HORIZON" } };
  const { EventStream } = await client.send(new sdk.SubscribeToShardCommand({ ConsumerARN: Consumer.ConsumerARN, ...position }));
  for await (const { SubscribeToShardEvent } of EventStream) return SubscribeToShardEvent.Records[0];
}

const text = ({ Data }) => new TextDecoder().decode(Data);

export const EXPECTED = "hello of key at 2026-03-01T12:00:00.000Z, hello";
