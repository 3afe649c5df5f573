import { randomBytes } from "node:crypto";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { isAlive } from "#db/cluster-users.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { JournalBatch, StoreBatches } from "./journal-line.ts";
import { createSpoolFiles, SPOOL_ENDING, type WaitingBytes } from "./spool-files.server.ts";
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
  /**
   * Hands the batches of every file that is ours or left over to `keep`, oldest first and a few at a time, and removes each file whose
   * batches are all kept. Returns how many there were.
   */
  drain(keep: StoreBatches): Promise<number>;
  /** Bytes that wait, and since when; null when nothing does. */
  waiting(): WaitingBytes | null;
  close(): Promise<void>;
}

/** For who has no disk to spool to: takes nothing. */
export const noSpool: ClickSpool = {
  append: () => Promise.reject(new Error("There is no spool here.")),
  drain: () => Promise.resolve(0),
  waiting: () => null,
  close: () => Promise.resolve(),
};

/** Most batches that are handed over together. Under load each is some ten kilobytes. */
const MAX_TOGETHER = 16;

/** The runs of this process that write now. */
const runsHere = new Set<string>();

/**
 * Where clicks wait on this machine's own disk while the database is away or in the way. A few files per process at a time, a batch per
 * line, each synced before anybody is answered. Files are named by machine, process and run, so that the ones of a process that died are known.
 */
export function createClickSpool(directory: string, log: Logger, limits: SpoolLimits = defaultSpoolLimits): ClickSpool {
  const owner = `${hostname().replace(/[^A-Za-z0-9.]/g, "") || "host"}~${process.pid}~${randomBytes(4).toString("hex")}`;
  runsHere.add(owner);
  const files = createSpoolFiles(directory, owner, limits);

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

  async function drainFile(file: string, keep: StoreBatches): Promise<number> {
    const { batches, tornLength } = readSpoolText(await readFile(file, "utf8"));
    let count = 0;
    let together: JournalBatch[] = [];
    const handOver = async () => {
      if (together.length > 0) await keep(together);
      count += together.length;
      together = [];
    };
    for (const batch of batches) {
      together.push(batch);
      if (together.length === MAX_TOGETHER) await handOver();
    }
    await handOver();
    if (tornLength > 0)
      log.warn({ file, tornLength }, "a spool file ends in a torn line, for which nobody was answered; it is dropped");
    await rm(file, { force: true });
    files.forget(file);
    return count;
  }

  /** Drains what is closed. */
  async function drainClosed(keep: StoreBatches): Promise<number> {
    let count = 0;
    const names = await spoolFiles(directory);
    // Somebody else may have taken a file of ours for left over: its batches are kept, by their ids, once.
    for (const file of files.names()) if (!names.includes(path.basename(file))) files.forget(file);
    for (const name of names) {
      const file = path.join(directory, name);
      if (files.isWriting(file) || !(await isOurs(name).catch(() => false))) continue;
      count += await drainFile(file, keep).catch(async (error: unknown) => {
        if (!(error instanceof SpoolDamage)) throw error;
        log.error({ err: error, file }, "a spool file is damaged; it is set aside");
        await rename(file, `${file}.damaged`);
        files.forget(file);
        return 0;
      });
    }
    return count;
  }

  return {
    append: (batch) => files.append(Buffer.from(writeSpoolLine(batch))),
    async drain(keep) {
      // While nobody takes what is closed already, no more is closed: a long outage would leave a file for every attempt.
      const before = await drainClosed(keep);
      await files.seal();
      return before + (await drainClosed(keep));
    },
    waiting: files.waiting,
    close: async () => {
      await files.seal();
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
  return names.filter((name) => name.endsWith(SPOOL_ENDING)).sort();
}
