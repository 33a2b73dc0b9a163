// The same types by way of CommonJS.

import sdk = require("@aws-sdk/client-kinesis");
import kinetoscope = require("kinetoscope");
import slim = require("kinetoscope/slim");

const k: kinetoscope.Kinetoscope = kinetoscope.Kinetoscope.createSync({ seed: 1 });
const client = new sdk.KinesisClient({ ...k.clientConfig({ account: "111111111111" }) });
const load: (wasm: slim.WasmSource) => Promise<void> = slim.init;

client.send(new sdk.ListStreamsCommand({})).then(({ StreamNames }) => {
  if (StreamNames?.length === 0 && typeof load === "function") console.log("passed");
  k[Symbol.dispose]();
});
