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
  /** Most commits under way at once: while one waits for the disk, the next is prepared. */
  readonly maxWrites: number;
  /** A commit beside another one is worth it from so many clicks on; fewer wait for the next. */
  readonly minBesideClicks: number;
  /** Most clicks that wait for a write; one more is refused at once. */
  readonly maxWaitingClicks: number;
  /** The longest a redirect waits for its click to be stored. */
  readonly answerDeadlineMs: number;
}

export const defaultWriterLimits: ClickWriterLimits = {
  maxBatchClicks: 500,
  maxWrites: 3,
  minBesideClicks: 32,
  maxWaitingClicks: 10_000,
  answerDeadlineMs: 5_000,
};

interface Waiting {
  readonly click: ArrivedClick;
  readonly settle: Settle;
  readonly arrivedMs: number;
  isSettled: boolean;
}

const SWEEPS_PER_DEADLINE = 10;

/**
 * Group commit: what arrives while commits are under way goes into the next one. Alone, a click waits for nobody; under load, one commit
 * serves hundreds. `keep` resolves when a batch is on disk.
 */
export function createClickWriter(
  keep: (batch: JournalBatch) => Promise<void>,
  newId: NewId,
  limits: ClickWriterLimits,
  log: Logger,
): ClickWriter {
  let waiting: Waiting[] = [];
  // No Set: its old tables would keep whole batches alive (DECISIONS.md, 123).
  const writing: (readonly Waiting[])[] = [];
  let isStarting = false;
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
    for (const entries of writing) for (const entry of entries) if (isOverdue(entry)) settle(entry, false);
    const overdue = waiting.filter(isOverdue);
    if (overdue.length === 0) return;
    waiting = waiting.filter((entry) => !isOverdue(entry));
    for (const entry of overdue) settle(entry, false);
  }

  async function writeSome(): Promise<void> {
    const first = waiting.slice(0, limits.maxBatchClicks);
    const batch = composeBatch(
      newId(),
      first.map(({ click }) => click),
    );
    const entries = waiting.splice(0, batch.clickCount);
    writing.push(entries);
    const isStored = await keep(batch).then(
      () => true,
      (error: unknown) => {
        log.error({ err: error, clicks: batch.clickCount }, "clicks could not be stored");
        return false;
      },
    );
    for (const entry of entries) settle(entry, isStored);
    writing.splice(writing.indexOf(entries), 1);
    startWriting();
    if (waiting.length === 0 && writing.length === 0) whenIdle?.();
  }

  function startWriting(): void {
    isStarting = false;
    while (waiting.length > 0 && mayWrite()) void writeSome();
  }

  function mayWrite(): boolean {
    return writing.length === 0 || (writing.length < limits.maxWrites && waiting.length >= limits.minBesideClicks);
  }

  return {
    write(click, settleClick) {
      if (isStopped || waiting.length >= limits.maxWaitingClicks) return settleClick(false);
      waiting.push({ click, settle: settleClick, arrivedMs: performance.now(), isSettled: false });
      if (isStarting || !mayWrite()) return;
      isStarting = true;
      // After this turn of the event loop, so that all requests already read from their sockets share the write.
      setImmediate(startWriting);
    },
    async stop() {
      isStopped = true;
      if (waiting.length > 0 || writing.length > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
      clearInterval(sweep);
    },
  };
}
