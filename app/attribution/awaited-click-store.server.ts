import { lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { insertRows } from "#db/insert-rows.server.ts";
import { awaitedClicks } from "#db/schema/clicks.ts";

/** Remembers that sales name clicks which are not known yet. Remembered once, however often a sale is decided. */
export async function awaitClicks(tx: Tx, awaited: readonly (typeof awaitedClicks.$inferInsert)[]): Promise<void> {
  await insertRows(tx, awaitedClicks, awaited, `on conflict do nothing`);
}

/** The most arrivals that are looked at in one transaction. */
const MAX_ARRIVALS = 500;

/** Forgets those awaited clicks that have been sorted in by now, of whatever brand, and names their sales. */
export async function takeArrivedClicks(tx: Tx): Promise<{ brandId: string; saleId: string }[]> {
  const rows = await tx.execute<{ brand_id: string; sale_id: string }>(sql`
    with arrived as (
      select brand_id, click_id, sale_id from awaited_clicks as awaited
      where exists (
        select from clicks
        where clicks.brand_id = awaited.brand_id and clicks.id = awaited.click_id and clicks.partnership_id is not null
      )
      limit ${MAX_ARRIVALS}
    ),
    gone as (delete from awaited_clicks where (brand_id, click_id, sale_id) in (select * from arrived) returning brand_id, sale_id)
    select distinct brand_id, sale_id from gone`);
  return rows.map((row) => ({ brandId: row.brand_id, saleId: row.sale_id }));
}

/** Stops waiting for what was not a click of ours after all. Returns how many went. */
export async function forgetAwaitedClicks(tx: Tx, before: Date): Promise<number> {
  const gone = await tx.delete(awaitedClicks).where(lt(awaitedClicks.awaitedAt, before));
  return gone.count;
}
