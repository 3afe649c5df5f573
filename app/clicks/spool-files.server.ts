import path from "node:path";
import type { SpoolLimits } from "./click-spool.server.ts";
import { createSpoolLane } from "./spool-lane.server.ts";

export const SPOOL_ENDING = ".ndjson";

/** Bytes on disk, and since when. */
export interface WaitingBytes {
  readonly bytes: number;
  readonly sinceMs: number;
}

/** The files of one run of one process: a few are written at a time, the others wait to be drained. */
export interface SpoolFiles {
  /** Resolves when the line is on disk. Rejects when the spool is full or the disk refuses; the line is not kept then. */
  append(line: Buffer): Promise<void>;
  /** Closes the files that are being written, so that they can be drained. What was appended to them stays. */
  seal(): Promise<void>;
  isWriting(file: string): boolean;
  /** Files that hold something. */
  names(): string[];
  forget(file: string): void;
  /** All of them together; null when nothing waits. */
  waiting(): WaitingBytes | null;
}

/** How many files are written beside each other: while the disk syncs one, the next line already goes into another. */
const LANE_COUNT = 2;

/** Writes spool files named by their owner and a count. */
export function createSpoolFiles(directory: string, owner: string, limits: SpoolLimits): SpoolFiles {
  const waitingFiles = new Map<string, WaitingBytes>();
  const writing = new Set<string>();
  let fileCount = 0;
  const nextFile = () => {
    fileCount += 1;
    return path.join(directory, `${owner}~${String(fileCount).padStart(6, "0")}${SPOOL_ENDING}`);
  };
  const lanes = Array.from({ length: LANE_COUNT }, () =>
    createSpoolLane({ limits, nextFile, writing, refuseWhenFull }),
  );

  function waiting(): WaitingBytes | null {
    if (waitingFiles.size === 0) return null;
    let bytes = 0;
    let sinceMs = Infinity;
    for (const file of waitingFiles.values()) {
      bytes += file.bytes;
      sinceMs = Math.min(sinceMs, file.sinceMs);
    }
    return { bytes, sinceMs };
  }

  function refuseWhenFull(): void {
    const standing = waiting();
    if (!standing) return;
    if (standing.bytes >= limits.maxSpoolBytes) throw new Error("The spool of clicks is full.");
    if (Date.now() - standing.sinceMs > limits.maxSpoolAgeMs) throw new Error("The spool of clicks is too old.");
  }

  return {
    async append(line) {
      const lane = lanes.reduce((shortest, other) => (other.lineCount < shortest.lineCount ? other : shortest));
      const file = await lane.append(line);
      const { bytes, sinceMs } = waitingFiles.get(file) ?? { bytes: 0, sinceMs: Date.now() };
      waitingFiles.set(file, { bytes: bytes + line.length, sinceMs });
    },
    async seal() {
      await Promise.all(lanes.map((lane) => lane.seal()));
    },
    isWriting: (file) => writing.has(file),
    names: () => [...waitingFiles.keys()],
    forget: (file) => waitingFiles.delete(file),
    waiting,
  };
}
