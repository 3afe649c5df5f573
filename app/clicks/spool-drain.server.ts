import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { repeat } from "#app/platform/repeat.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { createBackgroundPace } from "./background-pace.server.ts";
import type { ClickSpool } from "./click-spool.server.ts";
import type { JournalDoor } from "./journal-door.ts";
import type { JournalBatch } from "./journal-line.ts";
import type { Rush } from "./rush.ts";

export interface SpoolDrainLimits {
  /** The longest a batch waits for the database before it goes to the spool instead. */
  readonly journalDeadlineMs: number;
  /** How often a database that was away is asked again, and left-over spool files are looked for. */
  readonly retryMs: number;
  /** Above these the spool is no longer a short wait but an alarm. */
  readonly alarmBytes: number;
  readonly alarmAgeMs: number;
  /** How long clicks wait in the spool, or to be sorted in, during a rush until that is begun beside it. */
  readonly rushWaitMs: number;
  /** How long a stop waits for what is in the spool; the rest is for the next start. */
  readonly stopDrainMs: number;
}

export interface SpoolDrain {
  /** Brings to the journal what is in the spool, as far as the database is there. Returns how many batches went. */
  drain(): Promise<number>;
  /** Says in the log, now and then, that clicks wait for the database. */
  remind(): void;
  stop(): Promise<void>;
}

/** A drained batch has nobody waiting for it. */
const PATIENCE = 4;
const LEFT_OVER_EVERY_MS = 30_000;
const REMIND_EVERY_MS = 30_000;

/** Brings spooled clicks to the journal: as soon as it takes them, and during a rush a little later and beside answering. */
export function startSpoolDrain(
  spool: ClickSpool,
  door: JournalDoor,
  rush: Rush,
  log: Logger,
  limits: SpoolDrainLimits,
): SpoolDrain {
  const pace = createBackgroundPace();
  let remindedMs = -Infinity;
  let drained: Promise<number> | null = null;
  let lookedMs = -Infinity;
  let stopAtMs = Infinity;

  function waitedMs(): number {
    const waiting = spool.waiting();
    return waiting ? Date.now() - waiting.sinceMs : 0;
  }

  function remind(): void {
    const nowMs = performance.now();
    const waiting = spool.waiting();
    if (!waiting || nowMs - remindedMs < REMIND_EVERY_MS) return;
    remindedMs = nowMs;
    const isAlarm = waiting.bytes >= limits.alarmBytes || waitedMs() >= limits.alarmAgeMs;
    log[isAlarm ? "error" : "warn"]({ ...waiting, waitedMs: waitedMs() }, "clicks wait in the spool for the database");
  }

  async function bringOver(batches: readonly JournalBatch[]): Promise<void> {
    const startedMs = performance.now();
    if (startedMs > stopAtMs) throw new Error("The server stops; the next one goes on with the spool.");
    await door.bring(batches, limits.journalDeadlineMs * PATIENCE);
    if (stopAtMs === Infinity) await pause(pace(performance.now() - startedMs, waitedMs()));
  }

  /** One at a time. */
  function drain(): Promise<number> {
    lookedMs = performance.now();
    drained ??= spool.drain(bringOver).finally(() => (drained = null));
    return drained;
  }

  /** Whether there is something to bring to the journal, or to be found in the folder, that is not left for the time after a rush. */
  function isDue(): boolean {
    const nowMs = performance.now();
    if (!door.isOpen() || nowMs - lookedMs >= LEFT_OVER_EVERY_MS) return true;
    return spool.waiting() !== null && (!rush.isOn(nowMs) || waitedMs() >= limits.rushWaitMs);
  }

  const watch = repeat(async () => {
    if (isDue()) await drain().catch(() => remind());
    return limits.retryMs;
  });
  return {
    drain,
    remind,
    async stop() {
      stopAtMs = performance.now() + limits.stopDrainMs;
      await watch.stop();
      await drain().catch(() => 0);
    },
  };
}
