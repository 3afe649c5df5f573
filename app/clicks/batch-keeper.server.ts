import { repeat } from "#app/platform/repeat.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { ClickSpool } from "./click-spool.server.ts";
import type { JournalBatch } from "./journal-line.ts";

export interface KeeperLimits {
  /** The longest a batch waits for the database before it goes to the spool instead. */
  readonly journalDeadlineMs: number;
  /** How often a database that was away is asked again, and left-over spool files are looked for. */
  readonly retryMs: number;
  /** Above these the spool is no longer a short wait but an alarm. */
  readonly alarmBytes: number;
  readonly alarmAgeMs: number;
}

export const defaultKeeperLimits: KeeperLimits = {
  journalDeadlineMs: 750,
  retryMs: 500,
  alarmBytes: 512 * 1024 ** 2,
  alarmAgeMs: 600_000,
};

export interface BatchKeeper {
  /** Resolves when the batch is on disk, in the database's journal or in the spool. Rejects when neither takes it. */
  keep(batch: JournalBatch): Promise<void>;
  /** True from the moment the journal failed until it takes a batch again. */
  isDatabaseAway(): boolean;
  /** Brings to the journal what is in the spool, as far as the database is there. */
  drainSpool(): Promise<number>;
  stop(): Promise<void>;
}

const LEFT_OVER_EVERY_MS = 30_000;
const REMIND_EVERY_MS = 30_000;

/**
 * Where batches go: into the journal, and while the database is away into the spool. A batch whose commit got no answer goes into both;
 * its id, and those of its clicks, make it one again.
 */
export function createBatchKeeper(
  journal: (batch: JournalBatch) => Promise<void>,
  spool: ClickSpool,
  log: Logger,
  limits: KeeperLimits = defaultKeeperLimits,
): BatchKeeper {
  let isAway = false;
  let remindedMs = -Infinity;
  let drained: Promise<number> | null = null;
  let lookedMs = -Infinity;

  async function keep(batch: JournalBatch): Promise<void> {
    if (!isAway) {
      try {
        return await within(limits.journalDeadlineMs, journal(batch));
      } catch (error) {
        if (!isAway) log.warn({ err: error }, "the database takes no clicks; they go to the spool until it does");
        isAway = true;
      }
    }
    try {
      await spool.append(batch);
    } catch (error) {
      // With no spool to go on with, the next batch asks the database again.
      isAway = false;
      throw error;
    }
    remind();
  }

  function remind(): void {
    const nowMs = performance.now();
    const waiting = spool.waiting();
    if (!waiting || nowMs - remindedMs < REMIND_EVERY_MS) return;
    remindedMs = nowMs;
    const waitedMs = Date.now() - waiting.sinceMs;
    const isAlarm = waiting.bytes >= limits.alarmBytes || waitedMs >= limits.alarmAgeMs;
    log[isAlarm ? "error" : "warn"]({ ...waiting, waitedMs }, "clicks wait in the spool for the database");
  }

  /** One at a time. The first batch that goes through shows that the database is back. */
  function drainSpool(): Promise<number> {
    lookedMs = performance.now();
    drained ??= spool
      .drain(async (batch) => {
        await within(limits.journalDeadlineMs * 4, journal(batch));
        isAway = false;
      })
      .finally(() => (drained = null));
    return drained;
  }

  const watch = repeat(async () => {
    const isDue = isAway || spool.waiting() !== null || performance.now() - lookedMs >= LEFT_OVER_EVERY_MS;
    if (isDue) await drainSpool().catch(() => remind());
    return limits.retryMs;
  });
  return {
    keep,
    isDatabaseAway: () => isAway,
    drainSpool,
    async stop() {
      await watch.stop();
      await drainSpool().catch(() => 0);
      await spool.close();
    },
  };
}

/** Rejects when the work takes longer. The work itself goes on, and its outcome is nobody's business then. */
function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${deadlineMs} ms.`)), deadlineMs);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
