import { sql as statement } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { REPEAT_WINDOW_MS } from "./classify-click.ts";

/** Long enough to judge clicks right that waited in a spool while the database was away, as long as that lasts less than this. */
const SWEEP_AFTER_MS = 12 * REPEAT_WINDOW_MS;

/** Sweeps the hours that are long over. Returns how many rows went. */
export async function deleteOldLastCounted(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - SWEEP_AFTER_MS).toISOString();
  const result = await tx.execute(statement`delete from last_counted_clicks where counted_at < ${before}::timestamptz`);
  return result.count;
}
