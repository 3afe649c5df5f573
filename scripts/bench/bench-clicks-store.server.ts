import type { Sql } from "#db/client.server.ts";

/** Whether clicks wait in the journal to be sorted in, or their counts to be added to the roll-ups. */
export async function areClicksWaiting(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ wait: boolean }[]>`
    select exists (select from click_journal) or exists (select from click_tallies) as wait`;
  return row?.wait ?? false;
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
