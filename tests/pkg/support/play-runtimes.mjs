// The three runtimes that play scripts, behind one interface: play(file), snapshot(file), resume(bytes, file).

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { succeed } from "./command.mjs";
import { openPage } from "./page.mjs";
import { PACKAGE } from "./place.mjs";
import * as script from "./play.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const ENGINE = ["engine.js", "engine_bg.wasm"].map((file) => join(PACKAGE, "dist", file));

const parse = (file) => JSON.parse(readFileSync(file, "utf8"));

/** A folder that goes when the test `t` ends. */
function folder(t) {
  const place = mkdtempSync(join(tmpdir(), "kinetoscope-play-"));
  t.after(() => rmSync(place, { recursive: true }));
  return place;
}

/** This very process. */
export async function node() {
  const engine = await import(pathToFileURL(ENGINE[0]));
  engine.initSync({ module: readFileSync(ENGINE[1]) });
  return {
    play: async (file) => script.play(engine, parse(file)),
    snapshot: async (file) => script.snapshot(engine, parse(file)),
    resume: async (bytes, file) => script.resume(engine, bytes, parse(file)),
  };
}

/** A worker of a page in Chromium. */
export async function chromium(t) {
  const place = folder(t);
  const files = [...ENGINE, join(here, "play.mjs"), join(here, "play-worker.js")];
  for (const file of files) copyFileSync(file, join(place, file.split(/[\\/]/).at(-1)));
  writeFileSync(join(place, "index.html"), "<!doctype html><title>A page with a worker</title>");
  const { page } = await openPage(t, place);
  const call = (name, ...args) => page.evaluate(callWorker, [name, args]);
  return {
    play: async (file) => call("play", parse(file)),
    snapshot: async (file) => Buffer.from(await call("snapshot", parse(file)), "base64"),
    resume: async (bytes, file) => call("resume", Buffer.from(bytes).toString("base64"), parse(file)),
  };
}

/** The program `session` of tests/src/bin. */
export async function native(t) {
  const program = process.env.KINETOSCOPE_SESSION;
  if (program === undefined) throw new Error("KINETOSCOPE_SESSION must be the path of tests/src/bin/session.rs, compiled");
  const place = folder(t);
  return {
    play: async (file) => (await succeed(program, ["play", file])).trim().split("\n"),
    async snapshot(file) {
      await succeed(program, ["snapshot", file, join(place, "out")]);
      return readFileSync(join(place, "out"));
    },
    async resume(bytes, file) {
      writeFileSync(join(place, "in"), bytes);
      return (await succeed(program, ["resume", join(place, "in"), file])).trim();
    },
  };
}

/** Runs in the page. */
function callWorker([name, args]) {
  globalThis.worker ??= new Worker("/play-worker.js", { type: "module" });
  const id = Math.random();
  return new Promise((resolve, reject) => {
    const listen = ({ data }) => {
      if (data.id !== id) return;
      worker.removeEventListener("message", listen);
      if (data.error === undefined) resolve(data.result);
      else reject(new Error(data.error));
    };
    worker.addEventListener("message", listen);
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.postMessage({ id, name, args });
  });
}
