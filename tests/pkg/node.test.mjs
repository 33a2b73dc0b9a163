// The packed package in Node, as an ES module and as CommonJS.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import test from "node:test";

import { node } from "./support/command.mjs";
import { project } from "./support/place.mjs";

const GUARD = fileURLToPath(new URL("support/no-sockets.cjs", import.meta.url));
/** At the end, because the SDK may first warn of a Node that it will not support for ever. */
const PASSED = /(^|\n)passed\n$/;

test("an ES module puts a record and gets it back without a socket", async (t) => {
  const place = await project(t, "esm", "story.mjs");
  assert.match(await node(["--require", GUARD, "main.mjs"], { cwd: place }), PASSED);
});

test("a CommonJS module puts a record and gets it back without a socket", async (t) => {
  const place = await project(t, "cjs", "story.mjs");
  assert.match(await node(["--require", GUARD, "main.cjs"], { cwd: place }), PASSED);
});

test("the SDK plays the story of every client", async (t) => {
  const place = await project(t, "one-story.mjs", "fan-out.mjs", "in-process.mjs");
  const output = await node(["--require", GUARD, "--test", "--test-reporter=spec", "in-process.mjs"], { cwd: place });
  assert.match(output, /fail 0/);
});

test("the SDK subscribes to shards", async (t) => {
  const place = await project(t, "fan-out.mjs", "subscriptions.mjs");
  const output = await node(["--require", GUARD, "--test", "--test-reporter=spec", "subscriptions.mjs"], { cwd: place });
  assert.match(output, /fail 0/);
});

test("the SDK meets the service that it knows", async (t) => {
  const place = await project(t, "behaviour.mjs");
  const output = await node(["--require", GUARD, "--test", "--test-reporter=spec", "behaviour.mjs"], { cwd: place });
  assert.match(output, /fail 0/);
});

test("the SDK delivers to buckets, by way of functions and formats", async (t) => {
  const place = await project(t, "one-delivery.mjs", "objects.json", "deliveries.mjs");
  const output = await node(["--require", GUARD, "--test", "--test-reporter=spec", "deliveries.mjs"], { cwd: place });
  assert.match(output, /fail 0/);
});

test("deliveries go to a real server where that is asked for", async (t) => {
  const place = await project(t, "http-delivery.mjs");
  const output = await node(["--test", "--test-reporter=spec", "http-delivery.mjs"], { cwd: place });
  assert.match(output, /fail 0/);
});

test("SQL applications run over rows", async (t) => {
  const place = await project(t, "sql.mjs");
  const output = await node(["--require", GUARD, "--test", "--test-reporter=spec", "sql.mjs"], { cwd: place });
  assert.match(output, /fail 0/);
});
