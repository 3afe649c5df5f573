import { sql as statement } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";

/** Gives the UTC month of an instant a table of its own; true when it was made now. What had come too early moves into it. */
export async function ensureClickMonth(tx: Tx, instant: Date): Promise<boolean> {
  const [made] = await tx.execute<{ made: boolean }>(
    statement`select ensure_click_month(${instant.toISOString()}::timestamptz) as made`,
  );
  return made?.made ?? false;
}

/** Drops the months that ended at or before an instant. Returns how many. */
export async function dropClickMonths(tx: Tx, before: Date): Promise<number> {
  const [dropped] = await tx.execute<{ months: number }>(
    statement`select drop_click_months(${before.toISOString()}::timestamptz) as months`,
  );
  return dropped?.months ?? 0;
}
