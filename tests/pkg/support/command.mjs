// Running a program and saying what it printed when it fails.

import { spawn } from "node:child_process";

/** Runs a program to its end; answers `{ code, output }`, both streams as one text. */
export function run(program, args, { cwd, env = {}, timeoutMs = 300_000 } = {}) {
  const child = spawn(program, args, { cwd, env: { ...cleanEnv(), ...env }, timeout: timeoutMs, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/** As `run`, but a failure is an error that shows the output. */
export async function succeed(program, args, options) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** Node, in a fresh process that knows nothing of the test runner around it. */
export const node = (args, options) => succeed(process.execPath, args, options);

/** What this test runner and its npm set for themselves would reach the tools of a user's project otherwise. */
function cleanEnv() {
  const ours = /^(NODE_TEST_CONTEXT|NODE_OPTIONS|NODE_V8_COVERAGE|FORCE_COLOR|npm_.*|AWS_.*)$/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  return { ...env, NO_COLOR: "1" };
}
