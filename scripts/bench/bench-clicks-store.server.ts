import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "#db/client.server.ts";

const LOOK_AGAIN_MS = 50;

/** Resolves when no answered click waits in the journal any more. */
export async function untilSorted(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ waits: boolean }[]>`select exists (select from click_journal) as waits`;
    if (!row?.waits) return;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Every stored click, whatever its class. */
export async function countClicks(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::float8 as count from clicks`;
  return row?.count ?? 0;
}

/** What the roll-up and the tallies that wait for it count together. */
export async function countTallied(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select (select coalesce(sum(click_count), 0) from click_hours)::float8
      + (select coalesce(sum(click_count), 0) from click_tallies)::float8 as count`;
  return row?.count ?? 0;
}
