import * as sdk from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";
import { afterAll, afterEach, expect, test, vi } from "vitest";

import sockets from "./no-sockets.cjs";
import { EXPECTED, story } from "./story.mjs";

afterEach(() => vi.useRealTimers());
afterAll(() => expect(sockets.attempts).toEqual([]));

test("a record comes back", async () => {
  expect(await story(Kinetoscope, sdk)).toBe(EXPECTED);
});

test("a world whose clock is real follows false timers", async () => {
  vi.useFakeTimers({ now: new Date("2026-05-01T00:00:00Z") });
  const k = await Kinetoscope.create({ clock: "real" });
  vi.advanceTimersByTime(90_000);
  expect(k.now()).toEqual(new Date("2026-05-01T00:01:30Z"));
  k.free();
});

test("a run does not wait for false timers", async () => {
  vi.useFakeTimers();
  const k = await Kinetoscope.create();
  const scenario = { version: 1, id: "x", streams: [{ name: "s" }], producers: [{ name: "p", stream: "s", records_per_second: 900 }] };
  const { streams } = await k.run(scenario, { untilMs: 60_000 });
  expect(streams[0].recordsAccepted).toBe(54_000);
  k.free();
});
