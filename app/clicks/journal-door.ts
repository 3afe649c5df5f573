import type { Logger } from "#app/platform/logger.server.ts";
import type { JournalBatch, StoreBatches } from "./journal-line.ts";

/** The way into the journal, which knows whether the database is there. */
export interface JournalDoor {
  /** Resolves when the batches are on disk. Rejects when they may not be, which closes the door. */
  bring(batches: readonly JournalBatch[], deadlineMs: number): Promise<void>;
  /** False from the moment the journal failed until it takes a batch again. */
  isOpen(): boolean;
  /** Has the next batch try again. */
  reopen(): void;
}

/** A deadline that passes is a failure too: whoever waits for an answer has waited long enough. */
export function createJournalDoor(append: StoreBatches, log: Logger): JournalDoor {
  let isOpen = true;
  return {
    async bring(batches, deadlineMs) {
      try {
        await within(deadlineMs, append(batches));
        isOpen = true;
      } catch (error) {
        if (isOpen) log.warn({ err: error }, "the database takes no clicks; they go to the spool until it does");
        isOpen = false;
        throw error;
      }
    },
    isOpen: () => isOpen,
    reopen: () => void (isOpen = true),
  };
}

/** Rejects when the work takes longer. The work itself goes on, and its outcome is nobody's business then. */
function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${deadlineMs} ms.`)), deadlineMs);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
