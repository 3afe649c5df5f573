import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { isAlive } from "#db/cluster-users.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { JournalBatch } from "./journal-line.ts";
import { readSpoolText, SpoolDamage, writeSpoolLine } from "./spool-line.ts";

export interface SpoolLimits {
  /** Most bytes of one process on disk; one more batch is refused. */
  readonly maxSpoolBytes: number;
  /** Once the oldest batch waits longer than this, more are refused: so old a click cannot be judged right any more. */
  readonly maxSpoolAgeMs: number;
  /** A file is closed once it is so large, */
  readonly maxFileBytes: number;
  /** or so old, and another one is begun: what is closed can be drained, by others too if we die. */
  readonly maxFileAgeMs: number;
  /** A file of another machine or container that nobody has written to for so long is left over. */
  readonly leftOverAfterMs: number;
}

export const defaultSpoolLimits: SpoolLimits = {
  maxSpoolBytes: 2 * 1024 ** 3,
  maxSpoolAgeMs: 12 * 3_600_000,
  maxFileBytes: 8 * 1024 ** 2,
  maxFileAgeMs: 60_000,
  leftOverAfterMs: 300_000,
};

export interface ClickSpool {
  /** Resolves when the batch is on disk. Rejects when the spool is full or the disk refuses; the batch is not kept then. */
  append(batch: JournalBatch): Promise<void>;
  /** Hands the batches of every file that is ours or left over to `keep`, oldest first, and removes each file whose batches are all kept. */
  drain(keep: (batch: JournalBatch) => Promise<void>): Promise<number>;
  /** Bytes that wait, and since when; null when nothing does. */
  waiting(): { readonly bytes: number; readonly sinceMs: number } | null;
  close(): Promise<void>;
}

/** For who has no disk to spool to: takes nothing. */
export const noSpool: ClickSpool = {
  append: () => Promise.reject(new Error("There is no spool here.")),
  drain: () => Promise.resolve(0),
  waiting: () => null,
  close: () => Promise.resolve(),
};

const ENDING = ".ndjson";

/** The runs of this process that write now. */
const runsHere = new Set<string>();

/** The file that is being written. Appends stand in line behind `last`. */
interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly openedMs: number;
  bytes: number;
}

/**
 * Where clicks wait on this machine's own disk while the database is away. One file per process at a time, a batch per line, each synced
 * before anybody is answered. Files are named by machine, process and run, so that the ones of a process that died are known.
 */
export function createClickSpool(directory: string, log: Logger, limits: SpoolLimits = defaultSpoolLimits): ClickSpool {
  const owner = `${hostname().replace(/[^A-Za-z0-9.]/g, "") || "host"}~${process.pid}~${randomBytes(4).toString("hex")}`;
  runsHere.add(owner);
  const waitingFiles = new Map<string, { bytes: number; sinceMs: number }>();
  let current: OpenFile | null = null;
  let fileCount = 0;
  let last: Promise<unknown> = Promise.resolve();

  function waiting(): { bytes: number; sinceMs: number } | null {
    const all = [...waitingFiles.values()];
    if (all.length === 0) return null;
    return {
      bytes: all.reduce((sum, file) => sum + file.bytes, 0),
      sinceMs: Math.min(...all.map(({ sinceMs }) => sinceMs)),
    };
  }

  /** Closes the current file, so that it can be drained. What was appended to it stays. */
  async function seal(): Promise<void> {
    const file = current;
    current = null;
    await file?.handle.close();
  }

  async function openFile(): Promise<OpenFile> {
    const isWorn =
      current && (current.bytes >= limits.maxFileBytes || Date.now() - current.openedMs > limits.maxFileAgeMs);
    if (isWorn) await seal();
    if (current) return current;
    await mkdir(directory, { recursive: true });
    fileCount += 1;
    const name = path.join(directory, `${owner}~${String(fileCount).padStart(6, "0")}${ENDING}`);
    current = { path: name, handle: await open(name, "ax", 0o600), openedMs: Date.now(), bytes: 0 };
    await syncDirectory(directory);
    return current;
  }

  async function appendLine(batch: JournalBatch): Promise<void> {
    const standing = waiting();
    if (standing && standing.bytes >= limits.maxSpoolBytes) throw new Error("The spool of clicks is full.");
    if (standing && Date.now() - standing.sinceMs > limits.maxSpoolAgeMs)
      throw new Error("The spool of clicks is too old.");
    const file = await openFile();
    const line = Buffer.from(writeSpoolLine(batch));
    try {
      await file.handle.appendFile(line);
      await file.handle.datasync();
    } catch (error) {
      // What stands at the end of the file now is unknown: nothing is ever written behind it.
      await seal().catch(() => undefined);
      throw error;
    }
    file.bytes += line.length;
    const before = waitingFiles.get(file.path);
    waitingFiles.set(file.path, { bytes: file.bytes, sinceMs: before?.sinceMs ?? Date.now() });
  }

  /** Of this run, of a process of this machine that is dead, or of another machine and untouched for long. */
  async function isOurs(name: string): Promise<boolean> {
    if (name.startsWith(`${owner}~`)) return true;
    const [host, pid, run] = name.split("~");
    if (runsHere.has(`${host}~${pid}~${run}`)) return false;
    const isOfThisMachine = owner.startsWith(`${host}~`);
    if (isOfThisMachine && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true;
    const { mtimeMs } = await stat(path.join(directory, name));
    return Date.now() - mtimeMs > limits.leftOverAfterMs;
  }

  async function drainFile(file: string, keep: (batch: JournalBatch) => Promise<void>): Promise<number> {
    const { batches, tornLength } = readSpoolText(await readFile(file, "utf8"));
    for (const batch of batches) await keep(batch);
    if (tornLength > 0)
      log.warn({ file, tornLength }, "a spool file ends in a torn line, for which nobody was answered; it is dropped");
    await rm(file, { force: true });
    waitingFiles.delete(file);
    return batches.length;
  }

  return {
    append(batch) {
      const appended = last.then(() => appendLine(batch));
      last = appended.catch(() => undefined);
      return appended;
    },
    async drain(keep) {
      const sealed = last.then(seal);
      last = sealed.catch(() => undefined);
      await sealed;
      let count = 0;
      const names = await spoolFiles(directory);
      // Somebody else may have taken a file of ours for left over: its batches are kept, by their ids, once.
      for (const file of waitingFiles.keys()) if (!names.includes(path.basename(file))) waitingFiles.delete(file);
      for (const name of names) {
        const file = path.join(directory, name);
        if (file === current?.path || !(await isOurs(name).catch(() => false))) continue;
        count += await drainFile(file, keep).catch(async (error: unknown) => {
          if (!(error instanceof SpoolDamage)) throw error;
          log.error({ err: error, file }, "a spool file is damaged; it is set aside");
          await rename(file, `${file}.damaged`);
          waitingFiles.delete(file);
          return 0;
        });
      }
      return count;
    },
    waiting,
    close: async () => {
      await last;
      await seal();
      runsHere.delete(owner);
    },
  };
}

/** Oldest first: a name ends in the count of its run, and ids of batches put the rest in order. */
async function spoolFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(ENDING)).sort();
}

/** A new file's name is on disk only when its folder is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
