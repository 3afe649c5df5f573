import { performance } from "node:perf_hooks";
import type { Logger } from "#app/platform/logger.server.ts";
import type { ClickSpool } from "./click-spool.server.ts";
import { createJournalDoor } from "./journal-door.ts";
import type { JournalBatch, StoreBatches } from "./journal-line.ts";
import { createRush, createRushWait } from "./rush.ts";
import { startSpoolDrain, type SpoolDrainLimits } from "./spool-drain.server.ts";

export interface KeeperLimits extends SpoolDrainLimits {
  /** From so many clicks a second on they go to the spool first: the disk alone takes them faster than a database beside it. */
  readonly rushClicksPerSecond: number;
}

export const defaultKeeperLimits: KeeperLimits = {
  journalDeadlineMs: 750,
  retryMs: 500,
  alarmBytes: 512 * 1024 ** 2,
  alarmAgeMs: 600_000,
  rushClicksPerSecond: 5_000,
  rushWaitMs: 10_000,
  stopDrainMs: 5_000,
};

export interface BatchKeeper {
  /** Resolves when the batch is on disk, in the database's journal or in the spool. Rejects when neither takes it. */
  keep(batch: JournalBatch): Promise<void>;
  /** True from the moment the journal failed until it takes a batch again. */
  isDatabaseAway(): boolean;
  /** Whether what the database does with stored clicks is better left for later: at the beginning of a rush it would be in the way. */
  mayWorkWait(): boolean;
  /** Brings to the journal what is in the spool, as far as the database is there. */
  drainSpool(): Promise<number>;
  stop(): Promise<void>;
}

const TELL_EVERY_MS = 30_000;

/**
 * Where batches go: into the journal, and into the spool while the database is away or in the way, which it is during a rush. A batch
 * whose commit got no answer goes into both; its id, and those of its clicks, make it one again.
 */
export function createBatchKeeper(
  journal: StoreBatches,
  spool: ClickSpool,
  log: Logger,
  limits: KeeperLimits = defaultKeeperLimits,
): BatchKeeper {
  const rush = createRush(limits.rushClicksPerSecond);
  const door = createJournalDoor(journal, log);
  const drain = startSpoolDrain(spool, door, rush, log, limits);
  const mayWait = createRushWait(() => rush.isOn(performance.now()), limits.rushWaitMs);
  let toldMs = -Infinity;

  function tellNowAndThen(error: unknown): void {
    const nowMs = performance.now();
    if (nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    log.error({ err: error }, "the spool takes no clicks; they go to the database");
  }

  /** False when the disk refused, which is told now and then: the database takes the batch, but one that is away would not. */
  async function spoolFirst(batch: JournalBatch): Promise<boolean> {
    try {
      await spool.append(batch);
      return true;
    } catch (error) {
      tellNowAndThen(error);
      return false;
    }
  }

  async function keep(batch: JournalBatch): Promise<void> {
    const isRush = rush.count(batch.clickCount, performance.now());
    const hasRoom = (spool.waiting()?.bytes ?? 0) < limits.alarmBytes;
    if (isRush && hasRoom && door.isOpen() && (await spoolFirst(batch))) return;
    if (door.isOpen() && (await isDone(door.bring([batch], limits.journalDeadlineMs)))) return;
    try {
      await spool.append(batch);
    } catch (error) {
      // With no spool to go on with, the next batch asks the database again.
      door.reopen();
      throw error;
    }
    drain.remind();
  }

  return {
    keep,
    isDatabaseAway: () => !door.isOpen(),
    mayWorkWait: () => mayWait(performance.now()),
    drainSpool: () => drain.drain(),
    async stop() {
      await drain.stop();
      await spool.close();
    },
  };
}

function isDone(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
