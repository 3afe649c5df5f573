import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CommandError, say } from "./command.ts";

const STAMP_FILE = "build/sources.sha256";
const sourceFolders = ["app", "db", "emails", "public"];
const sourceFiles = ["package-lock.json", "vite.config.ts", "remix.config.js", "postcss.config.cjs", "tsconfig.json"];

/** Builds pages and server unless the last build was made from the very same sources. */
export async function buildIfChanged(): Promise<void> {
  const hash = hashOfSources();
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, "utf8") === hash) return;
  say("Building…");
  const startedAt = performance.now();
  await build();
  writeFileSync(STAMP_FILE, hash);
  say(`Built in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
}

/** Quiet unless it fails. */
function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production" },
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new CommandError(`${Buffer.concat(output).toString()}\nThe build failed: see above.`));
    });
  });
}

function hashOfSources(): string {
  const hash = createHash("sha256").update(process.version);
  const files = sourceFolders.filter((folder) => existsSync(folder)).flatMap(filesIn);
  for (const file of [...files, ...sourceFiles]) {
    if (existsSync(file)) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Tests and migrations are no part of the build. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(path.join("db", "migrations")))
    .sort();
}
