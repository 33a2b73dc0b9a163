// Browsers and bundlers: the .wasm is part of the code, so that nothing has to be configured or served.

import base64 from "../../dist/engine_bg.wasm";

import { setSource } from "../loader.js";

setSource(() => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

export { Kinetoscope } from "../kinetoscope.js";
export { SqlError } from "../sql.js";
