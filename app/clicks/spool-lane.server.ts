import { constants } from "node:fs";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { SpoolLimits } from "./click-spool.server.ts";

/** One file after another, and in each one line after another: behind a line that failed, nothing is ever written. */
export interface SpoolLane {
  /** How many lines stand in line. */
  readonly lineCount: number;
  /** Resolves with the file whose end the line is, once it is on disk. */
  append(line: Buffer): Promise<string>;
  /** Closes the file that is being written once the lines before are in it. */
  seal(): Promise<void>;
}

/** What the lanes of one folder share. */
export interface LaneFolder {
  readonly limits: Pick<SpoolLimits, "maxFileBytes" | "maxFileAgeMs">;
  /** The path of the next new file. */
  nextFile(): string;
  /** The files that are open, or about to be. */
  readonly writing: Set<string>;
  /** Asked when it is a line's turn: throws where no more is taken. */
  refuseWhenFull(): void;
}

/** A new file, at whose end each write is on disk when it returns: in the way of every answer, one call is better than two. */
const NEW_DURABLE_FILE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | constants.O_DSYNC;

interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly openedMs: number;
  bytes: number;
}

/** Opens no file before the first line. */
export function createSpoolLane({ limits, nextFile, writing, refuseWhenFull }: LaneFolder): SpoolLane {
  let file: OpenFile | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let lineCount = 0;

  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  async function close(): Promise<void> {
    if (!file) return;
    const closing = file;
    file = null;
    await closing.handle.close().finally(() => writing.delete(closing.path));
  }

  async function openFile(): Promise<OpenFile> {
    const isWorn = file && (file.bytes >= limits.maxFileBytes || Date.now() - file.openedMs > limits.maxFileAgeMs);
    if (isWorn) await close();
    file ??= await openNew(nextFile(), writing);
    return file;
  }

  async function write(line: Buffer): Promise<string> {
    refuseWhenFull();
    const { handle, path: name } = await openFile();
    try {
      await handle.appendFile(line);
    } catch (error) {
      // What stands at the end of the file now is unknown.
      await close().catch(() => undefined);
      throw error;
    }
    if (file) file.bytes += line.length;
    return name;
  }

  return {
    get lineCount() {
      return lineCount;
    },
    append(line) {
      lineCount += 1;
      return inLine(() => write(line)).finally(() => (lineCount -= 1));
    },
    seal: () => inLine(close),
  };
}

async function openNew(name: string, writing: Set<string>): Promise<OpenFile> {
  await mkdir(path.dirname(name), { recursive: true });
  // Before it is there to be found: an empty file that was taken for left over would be removed.
  writing.add(name);
  let handle: FileHandle | undefined;
  try {
    handle = await open(name, NEW_DURABLE_FILE, 0o600);
    await syncDirectory(path.dirname(name));
    return { path: name, handle, openedMs: Date.now(), bytes: 0 };
  } catch (error) {
    await handle?.close();
    writing.delete(name);
    throw error;
  }
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
