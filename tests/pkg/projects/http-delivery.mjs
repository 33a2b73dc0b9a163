// Deliveries to a real server by HTTP; run by `node --test` in a throw-away project.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";

import { CreateDeliveryStreamCommand, FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
import { Kinetoscope } from "kinetoscope";

/** The service takes URLs with https alone; this name stands for the server of the test. */
const NAME = "https://collector.test";
const PUTS = 40;

/** A server that answers by `behave(count, answer)`; what it got, and its address. */
async function collector(t, behave) {
  const got = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { requestId, timestamp, records } = JSON.parse(body);
    const texts = records.map(({ data }) => Buffer.from(data, "base64").toString());
    const answer = (status) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ requestId, timestamp, ...(status === 200 ? {} : { errorMessage: "no" }) }));
    };
    behave(got.length, { answer, hangUp: () => request.socket.destroy(), take: () => got.push({ headers: request.headers, texts }) });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  return { got, url: `http://127.0.0.1:${server.address().port}` };
}

/** A world whose HTTP deliveries go to that address, and a delivery stream of one record a request. */
async function world(t, httpDelivery, url = `${NAME}/records`) {
  const k = await Kinetoscope.create({ seed: 3, httpDelivery });
  const firehose = new FirehoseClient({ ...k.clientConfig() });
  t.after(() => [firehose.destroy(), k.free()]);
  k.createBucket("lake");
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "logs",
      HttpEndpointDestinationConfiguration: {
        EndpointConfiguration: { Url: url, Name: "collector", AccessKey: "secret" },
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
        RetryOptions: { DurationInSeconds: 7_200 },
        RoleARN: "arn:aws:iam::000000000000:role/firehose",
        S3Configuration: { RoleARN: "arn:aws:iam::000000000000:role/firehose", BucketARN: "arn:aws:s3:::lake" },
      },
    }),
  );
  const put = (text) => firehose.send(new PutRecordCommand({ DeliveryStreamName: "logs", Record: { Data: Buffer.from(text) } }));
  return { k, put };
}

const eventsOf = (k, kind) => k.events().flatMap(({ type, event }) => (type === "DeliveryStream" && event.type === kind ? [event] : []));

test("a server that fails half of its requests gets every record, and twice only what it had answered in vain", async (t) => {
  let requests = 0;
  const failures = ["refuse", "hang up", "take and hang up"];
  const lost = [];
  const { got, url } = await collector(t, (_, { answer, hangUp, take }) => {
    requests += 1;
    const failure = requests % 2 === 1 ? failures[((requests - 1) / 2) % 3] : undefined;
    if (failure === "refuse") return answer(500);
    if (failure === "hang up") return hangUp();
    take();
    if (failure === undefined) return answer(200);
    lost.push(...got.at(-1).texts);
    return hangUp();
  });
  const { k, put } = await world(t, { fetch: (asked, init) => fetch(asked.replace(NAME, url), init) });
  const sent = [];
  for (let index = 0; index < PUTS; index += 1) {
    sent.push(`record ${index}`);
    await put(sent[index]);
    await k.advance(60_000);
  }
  await k.advance(7_200_000);

  const texts = got.flatMap(({ texts }) => texts);
  const times = (text) => texts.filter((one) => one === text).length;
  assert.deepEqual([...new Set(texts)].sort(), [...sent].sort());
  for (const text of sent) assert.equal(times(text), 1 + lost.filter((one) => one === text).length, text);
  assert(lost.length > 3, `${lost.length} answers were lost`);
  assert.equal(texts.length, sent.length + lost.length);
  const { headers } = got[0];
  assert.deepEqual([headers["x-amz-firehose-protocol-version"], headers["x-amz-firehose-access-key"]], ["1.0", "secret"]);

  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
  assert.equal(sum(eventsOf(k, "Delivered").filter(({ lane }) => lane === "data").map(({ records }) => records)), sent.length);
  assert.equal(eventsOf(k, "DeliveryFailed").length, requests - eventsOf(k, "Delivered").length);
  assert.deepEqual(k.deliveries().buckets.lake, []);
  assert.deepEqual(k.deliveries().httpEndpoints, {});
});

test("a server that is not there is unreachable, and the records lie in the bucket in the end", async (t) => {
  // Nobody listens at port 9 of this machine, and the global fetch is asked.
  const { k, put } = await world(t, true, "https://127.0.0.1:9/");
  await put("x");
  await k.advance(3 * 3_600_000);
  const failed = eventsOf(k, "DeliveryFailed");
  assert(failed.length > 1);
  assert.match(failed[0].code, /ConnectionFailed|EndpointNot|Http/);
  assert.equal(k.deliveries().buckets.lake.length, 1);
});

test("why a request failed is told apart", async (t) => {
  const reasons = {
    ECONNRESET: "HttpEndpoint.ConnectionReset",
    ECONNREFUSED: "HttpEndpoint.ConnectionFailed",
    DEPTH_ZERO_SELF_SIGNED_CERT: "HttpEndpoint.SSLHandshakeFailure",
    UND_ERR_HEADERS_TIMEOUT: "HttpEndpoint.RequestTimeout",
  };
  const seen = {};
  for (const code of Object.keys(reasons)) {
    const fetch = () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code } }));
    const { k, put } = await world(t, { fetch });
    await put("x");
    await k.advance(61_000);
    seen[code] = eventsOf(k, "DeliveryFailed")[0].code;
  }
  assert.deepEqual(seen, reasons);
});

test("a redirection is not followed", async (t) => {
  const asked = [];
  const fetch = async (url, { redirect, method }) => {
    asked.push([url, redirect, method]);
    return new Response(null, { status: 302, headers: { Location: "https://elsewhere.test/" } });
  };
  const { k, put } = await world(t, { fetch });
  await put("x");
  await k.advance(60_000);
  assert.deepEqual(asked[0], [`${NAME}/records`, "manual", "POST"]);
  assert.equal(eventsOf(k, "DeliveryFailed").length, asked.length);
});
