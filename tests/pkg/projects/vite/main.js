import * as sdk from "@aws-sdk/client-kinesis";
import { Kinetoscope } from "kinetoscope";
import * as slim from "kinetoscope/slim";
import wasm from "kinetoscope/engine.wasm?url";

import { story } from "./story.mjs";

/** By way of the entry that needs nothing, and of the one that is told where the engine is. */
async function main() {
  const inline = await story(Kinetoscope, sdk);
  await slim.init(wasm);
  return [inline, await story(slim.Kinetoscope, sdk)].join("; ");
}

// Without an `await` here: the SDK loads what reads events as a part of its own, which needs this module to be done.
main()
  .catch((error) => error.stack)
  .then((answer) => {
    document.querySelector("#answer").textContent = answer;
    document.title = "done";
  });
