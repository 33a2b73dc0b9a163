// A page's program: the types of a browser, none of Node's. The SDK's own types do without neither.

import { type ClientConfig, Kinetoscope, init } from "kinetoscope/slim";

await init(fetch("/engine.wasm"));
const k = await Kinetoscope.create();
export const config: ClientConfig = k.clientConfig({ retries: "virtual" });
const answer: Response = await k.handle(new Request("/", { method: "POST" }));
export const status: number = answer.status;
