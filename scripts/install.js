// Plain JavaScript without packages: it runs on any Node from 18 on, before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const projectDir = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const pinnedNode = path.join(projectDir, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");

/** Installs the packages of package-lock.json unless they are there. Ends the process with one sentence when that fails. */
export function ensureInstalled() {
  if (isInstalled()) return;
  process.stdout.write("Installing packages (once, and after a change of package-lock.json)…\n");
  const npm = process.env.npm_execpath;
  const [program, ...first] = npm ? [process.execPath, npm] : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const result = spawnSync(program, [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: projectDir,
    stdio: "inherit",
    // npm itself would leave the development tools out.
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (result.status !== 0) fail("The packages could not be installed: read npm's message above, then try again.");
}

/** The Node this project is pinned to, or the running one where the pinned one has no build for this machine. */
export function findNode() {
  if (existsSync(pinnedNode) && spawnSync(pinnedNode, ["--version"], { stdio: "ignore" }).status === 0)
    return pinnedNode;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `The pinned Node is not in node_modules (are npm's install scripts switched off?) and this is Node ${process.versions.node}: run "npm rebuild node", or install Node 24.`,
  );
}

/** Prints one sentence and ends the process. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Compares the lock file with npm's own record of what it installed. A linked node_modules belongs to somebody else and is left alone. */
function isInstalled() {
  const modulesDir = path.join(projectDir, "node_modules");
  if (!existsSync(modulesDir)) return false;
  if (lstatSync(modulesDir).isSymbolicLink()) return true;
  const recordFile = path.join(modulesDir, ".package-lock.json");
  if (!existsSync(recordFile)) return false;
  const wanted = readPackages(path.join(projectDir, "package-lock.json"));
  const present = readPackages(recordFile);
  const isSatisfied = ([place, entry]) => {
    const found = present[place];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
  };
  return (
    Object.entries(wanted).every(([place, entry]) => place === "" || isSatisfied([place, entry])) &&
    Object.keys(present).every((place) => place in wanted)
  );
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}
