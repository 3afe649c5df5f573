import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DatabaseSetupError } from "./migrate.server.ts";

/**
 * Which processes use the embedded database, as one empty file per user, named by process id. The first one starts the server, the last one stops it,
 * so that a command and the web server can share it and end in any order.
 */
const usersFolder = (dataDir: string) => path.join(dataDir, "postgres.users");

const LOCK_WAIT_MS = 60_000;
const LOCK_POLL_MS = 50;

const ownFiles = new Set<string>();
let joinedTimes = 0;

/** Signs in as a user. What it returns signs out again and tells whether any other user remains; dead processes are swept out. */
export async function joinUsers(dataDir: string): Promise<() => Promise<boolean>> {
  const folder = usersFolder(dataDir);
  await mkdir(folder, { recursive: true });
  joinedTimes += 1;
  const ownFile = path.join(folder, `${process.pid}.${joinedTimes}`);
  await writeFile(ownFile, "");
  ownFiles.add(ownFile);
  return async () => {
    ownFiles.delete(ownFile);
    let othersRemain = false;
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      const pid = Number.parseInt(name, 10);
      // A container gives the same process ids at every start: a file with our id that we did not write is an old one.
      if (pid === process.pid ? ownFiles.has(file) : isAlive(pid)) othersRemain = true;
      else await rm(file, { force: true });
    }
    return othersRemain;
  };
}

/** One process at a time starts or stops the database of a folder. A lock left by a process that died is taken over. */
export async function withFolderLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(dataDir, "postgres.lock");
  const waitUntil = performance.now() + LOCK_WAIT_MS;
  while (!(await tryLock(file))) {
    if (performance.now() > waitUntil) {
      throw new DatabaseSetupError(
        `Another process is busy starting or stopping the database: if none is, delete ${file}.`,
      );
    }
    await pause(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EEXIST") throw error;
  }
  const holder = await readFile(file, "utf8").catch(() => "");
  // An empty file is a lock being written this very moment.
  if (holder !== "" && !isAlive(Number(holder))) await rm(file, { force: true });
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
