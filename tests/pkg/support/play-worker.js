// A worker that plays scripts: `{ id, name, args }` comes in, `{ id, result }` goes out. Bytes are base64 on the way.

import init, * as engine from "./engine.js";
import { play, resume, snapshot } from "./play.mjs";

const ready = init({ module_or_path: "/engine_bg.wasm" });

const does = {
  play: (script) => play(engine, script),
  snapshot: (script) => toBase64(snapshot(engine, script)),
  resume: (text, script) => resume(engine, Uint8Array.from(atob(text), (character) => character.charCodeAt(0)), script),
};

function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

onmessage = async ({ data: { id, name, args } }) => {
  await ready;
  try {
    postMessage({ id, result: does[name](...args) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
