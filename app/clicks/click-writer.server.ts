import type { NewId } from "#app/kit/ids.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { ArrivedClick } from "./arrived-click.ts";
import { composeBatch, type JournalBatch } from "./journal-line.ts";

/** Called once: true when the click is on disk, false when it may not be and the redirect must not be answered. */
export type Settle = (isStored: boolean) => void;

export interface ClickWriter {
  /** Queues one click for the next write. */
  write(click: ArrivedClick, settle: Settle): void;
  /** Writes what waits, then refuses. */
  stop(): Promise<void>;
}

export interface ClickWriterLimits {
  /** Most clicks in one commit. */
  readonly maxBatchClicks: number;
  /** Most clicks that wait for a write; one more is refused at once. */
  readonly maxWaitingClicks: number;
  /** The longest a redirect waits for its click to be stored. */
  readonly answerDeadlineMs: number;
}

interface Waiting {
  readonly click: ArrivedClick;
  readonly settle: Settle;
  readonly arrivedMs: number;
  isSettled: boolean;
}

const SWEEPS_PER_DEADLINE = 10;

/**
 * Group commit: one write is under way at a time, and everything that arrives meanwhile goes into the next one. Alone, a click waits
 * for nobody; under load, one commit serves hundreds. `keep` resolves when a batch is on disk.
 */
export function createClickWriter(
  keep: (batch: JournalBatch) => Promise<void>,
  newId: NewId,
  limits: ClickWriterLimits,
  log: Logger,
): ClickWriter {
  let waiting: Waiting[] = [];
  let writing: Waiting[] = [];
  let isStopped = false;
  let whenIdle: (() => void) | null = null;
  const sweep = setInterval(refuseOverdue, limits.answerDeadlineMs / SWEEPS_PER_DEADLINE);
  sweep.unref();

  function settle(entry: Waiting, isStored: boolean): void {
    if (entry.isSettled) return;
    entry.isSettled = true;
    entry.settle(isStored);
  }

  /** Those still waiting are taken out: what was refused is not written later. What is being written may yet be stored. */
  function refuseOverdue(): void {
    const latestMs = performance.now() - limits.answerDeadlineMs;
    const isOverdue = (entry: Waiting) => entry.arrivedMs <= latestMs;
    for (const entry of writing) if (isOverdue(entry)) settle(entry, false);
    const overdue = waiting.filter(isOverdue);
    if (overdue.length === 0) return;
    waiting = waiting.filter((entry) => !isOverdue(entry));
    for (const entry of overdue) settle(entry, false);
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = composeBatch(
        newId(),
        waiting.map(({ click }) => click),
        limits.maxBatchClicks,
      );
      writing = waiting.splice(0, batch.clickCount);
      const isStored = await keep(batch).then(
        () => true,
        (error: unknown) => {
          log.error({ err: error, clicks: batch.clickCount }, "clicks could not be stored");
          return false;
        },
      );
      for (const entry of writing) settle(entry, isStored);
      writing = [];
    }
    whenIdle?.();
  }

  return {
    write(click, settleClick) {
      if (isStopped || waiting.length >= limits.maxWaitingClicks) return settleClick(false);
      const isIdle = waiting.length === 0 && writing.length === 0;
      waiting.push({ click, settle: settleClick, arrivedMs: performance.now(), isSettled: false });
      // After this turn of the event loop, so that all requests already read from their sockets share the first write.
      if (isIdle) setImmediate(() => void writeAll());
    },
    async stop() {
      isStopped = true;
      if (waiting.length > 0 || writing.length > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
      clearInterval(sweep);
    },
  };
}
