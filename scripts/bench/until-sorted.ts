import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SPOOL_ENDING } from "#app/clicks/spool-files.server.ts";
import { areClicksWaiting } from "./bench-clicks-store.server.ts";
import type { BenchWorld } from "./bench-world.server.ts";

const LOOK_AGAIN_MS = 50;

/** Resolves when no answered click waits any more: not in the spool, not in the journal, and not to be counted in the roll-ups. */
export async function untilSorted({ dataDir, services }: BenchWorld): Promise<void> {
  const spool = path.join(dataDir, "spool");
  while (isSpooled(spool)) await pause(LOOK_AGAIN_MS);
  while (await areClicksWaiting(services.db.sql)) await pause(LOOK_AGAIN_MS);
}

function isSpooled(spool: string): boolean {
  return existsSync(spool) && readdirSync(spool).some((name) => name.endsWith(SPOOL_ENDING));
}
