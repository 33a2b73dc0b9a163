// Every member of the API, under TypeScript's strictest settings, and then run.

import assert from "node:assert/strict";

import { CreateStreamCommand, KinesisClient, type KinesisClientConfig, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { type ClientOptions, type KinetoscopeEvent, Kinetoscope, type Scenario, type Summary, type WorldOptions } from "kinetoscope";
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
  await kinesis.send(new PutRecordCommand({ StreamName: "s", PartitionKey: "key", Data: new Uint8Array(3) }));

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

// @ts-expect-error an option that does not exist
await assert.rejects(Kinetoscope.create({ sead: 1 }), /there is no option "sead"/);
// @ts-expect-error a clock that does not exist
await assert.rejects(Kinetoscope.create({ clock: "wall" }), /option "clock" must be "virtual" or "real"/);
// @ts-expect-error worlds come from create
assert.throws(() => new Kinetoscope(), /Use Kinetoscope.create/);

const wasm: WasmSource = new Uint8Array(0);
await assert.rejects(init(wasm));
console.log("passed");
