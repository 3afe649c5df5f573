import { mkdir, open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { SpoolLimits } from "./click-spool.server.ts";

export const SPOOL_ENDING = ".ndjson";

/** Bytes on disk, and since when. */
export interface WaitingBytes {
  readonly bytes: number;
  readonly sinceMs: number;
}

/** The files of one run of one process: one is written at a time, the others wait to be drained. */
export interface SpoolFiles {
  /** Resolves when the line is on disk. Rejects when the spool is full or the disk refuses; the line is not kept then. */
  append(line: Buffer): Promise<void>;
  /** Closes the file that is being written, so that it can be drained. What was appended to it stays. */
  seal(): Promise<void>;
  isWriting(file: string): boolean;
  /** Files that hold something. */
  names(): string[];
  forget(file: string): void;
  /** All of them together; null when nothing waits. */
  waiting(): WaitingBytes | null;
}

interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly openedMs: number;
  bytes: number;
}

/** Writes spool files named by their owner and a count. Not for two callers at once: the spool lets them stand in line. */
export function createSpoolFiles(directory: string, owner: string, limits: SpoolLimits): SpoolFiles {
  const waitingFiles = new Map<string, WaitingBytes>();
  let current: OpenFile | null = null;
  let fileCount = 0;

  function waiting(): WaitingBytes | null {
    const all = [...waitingFiles.values()];
    if (all.length === 0) return null;
    const bytes = all.reduce((sum, file) => sum + file.bytes, 0);
    return { bytes, sinceMs: Math.min(...all.map(({ sinceMs }) => sinceMs)) };
  }

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
    const name = path.join(directory, `${owner}~${String(fileCount).padStart(6, "0")}${SPOOL_ENDING}`);
    current = { path: name, handle: await open(name, "ax", 0o600), openedMs: Date.now(), bytes: 0 };
    await syncDirectory(directory);
    return current;
  }

  return {
    async append(line) {
      const standing = waiting();
      if (standing && standing.bytes >= limits.maxSpoolBytes) throw new Error("The spool of clicks is full.");
      if (standing && Date.now() - standing.sinceMs > limits.maxSpoolAgeMs)
        throw new Error("The spool of clicks is too old.");
      const file = await openFile();
      try {
        await file.handle.appendFile(line);
        await file.handle.datasync();
      } catch (error) {
        // What stands at the end of the file now is unknown: nothing is ever written behind it.
        await seal().catch(() => undefined);
        throw error;
      }
      file.bytes += line.length;
      const sinceMs = waitingFiles.get(file.path)?.sinceMs ?? Date.now();
      waitingFiles.set(file.path, { bytes: file.bytes, sinceMs });
    },
    seal,
    isWriting: (file) => file === current?.path,
    names: () => [...waitingFiles.keys()],
    forget: (file) => waitingFiles.delete(file),
    waiting,
  };
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
