// Runs what the page hands out as a test of JavaScript, in a project that has the npm package.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The folder with the built package. */
const kinetoscope = process.env.KINETOSCOPE_PACKAGE ?? fileURLToPath(new URL('../../../pkg', import.meta.url));

/** Runs a test's text by Node; fails, with what it said, where it fails. */
export async function runExported(text) {
  const project = await mkdtemp(join(tmpdir(), 'kinetoscope-exported-'));
  try {
    await mkdir(join(project, 'node_modules'));
    await symlink(kinetoscope, join(project, 'node_modules/kinetoscope'), 'dir');
    await writeFile(join(project, 'stage.test.mjs'), text);
    // Without this Node takes itself for a part of the run that it is started from, and passes on nothing.
    const { NODE_TEST_CONTEXT, ...env } = process.env;
    await promisify(execFile)(process.execPath, ['--test', 'stage.test.mjs'], { cwd: project, env });
  } catch (error) {
    throw new Error(`the exported test fails:\n${error.stdout ?? error}`);
  } finally {
    await rm(project, { recursive: true });
  }
}
