// Throw-away projects outside the tree, with the packed package and what its users have beside it.
//
// All lie below one folder whose node_modules holds the users' packages in fixed versions; that folder is kept for the
// next run. Each project has the tarball in a node_modules of its own, and goes when its test ends.

import { createHash, randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { succeed } from "./command.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of the package under test, with its package.json and dist/. */
export const PACKAGE = process.env.KINETOSCOPE_PACKAGE ?? join(here, "../../../pkg");

/** Files of the projects. */
export const PROJECTS = join(here, "../projects");

/** What users of the package have installed: the tools' versions, and what only these projects need. */
const tools = JSON.parse(readFileSync(join(here, "../../package.json"), "utf8")).devDependencies;
const COMPANIONS = {
  "@aws-sdk/client-firehose": tools["@aws-sdk/client-firehose"],
  "@aws-sdk/client-kinesis": tools["@aws-sdk/client-kinesis"],
  "@aws-sdk/client-s3": tools["@aws-sdk/client-s3"],
  typescript: tools.typescript,
  vite: tools.vite,
  "@types/node": "20.19.25",
  jsdom: "26.1.0",
  vitest: "3.2.7",
};

/** A project with these files of `projects/`, the package and its companions; removed when the test `t` ends. */
export async function project(t, ...parts) {
  const place = join(await installed("companions", COMPANIONS), `project-${randomUUID()}`);
  t.after(() => rmSync(place, { recursive: true, force: true }));
  mkdirSync(place, { recursive: true });
  for (const part of parts) cpSync(join(PROJECTS, part), join(place, part.includes(".") ? part : "."), { recursive: true });
  const manifest = join(place, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }');
  const tarball = await pack(place);
  await npm(["install", "--offline", "--no-save", tarball], place);
  return place;
}

/** The script of an installed tool of a project, to be run by Node. */
export const tool = (place, path) => join(dirname(place), "node_modules", path);

/** `npm pack` into a folder; answers the tarball's path. */
export async function pack(place) {
  const output = await npm(["pack", PACKAGE, "--json", "--pack-destination", place], place);
  return join(place, JSON.parse(output.slice(output.indexOf("["))).at(0).filename);
}

/** A kept folder with these packages installed in these versions. */
export async function installed(name, dependencies) {
  const text = JSON.stringify({ private: true, dependencies });
  const place = join(tmpdir(), `kinetoscope-${name}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`);
  if (existsSync(place)) return place;
  const making = `${place}.${randomUUID()}`; // renamed when it is whole, so that nobody finds half of it
  mkdirSync(making);
  writeFileSync(join(making, "package.json"), text);
  await npm(["install", "--prefer-offline", "--no-package-lock"], making);
  try {
    renameSync(making, place);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

function npm(args, cwd) {
  return succeed("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd });
}
