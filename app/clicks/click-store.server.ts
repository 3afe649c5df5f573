import { and, count, eq, gte, inArray, isNotNull, lt, sql as statement, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { clicks } from "#db/schema/clicks.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { REPEAT_WINDOW_MS } from "./classify-click.ts";

/** Long enough to judge clicks right that waited in a spool while the database was away, as long as that lasts less than this. */
const SWEEP_AFTER_MS = 12 * REPEAT_WINDOW_MS;

/** Sweeps the hours that are long over. Returns how many rows went. */
export async function deleteOldLastCounted(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - SWEEP_AFTER_MS).toISOString();
  const result = await tx.execute(statement`delete from last_counted_clicks where counted_at < ${before}::timestamptz`);
  return result.count;
}

/** Clicks from `from` up to, not including, `to`. */
export interface ClickPeriod {
  readonly from: Date;
  readonly to: Date;
}

export interface ClickCount {
  readonly brandId: string;
  readonly partnershipId: string;
  /** The UTC day, such as 2026-06-01. */
  readonly day: string;
  /** Empty for clicks on the general link. */
  readonly placement: string;
  /** Every answered redirect. */
  readonly gross: number;
  /** The counted ones. */
  readonly net: number;
}

/** A brand's clicks by partnership, day and placement; only of the partnerships named, when any are. */
export async function clickCounts(
  tx: Tx,
  brandId: string,
  filter: ClickPeriod & { readonly partnershipIds?: readonly string[] },
): Promise<ClickCount[]> {
  const ofThese = filter.partnershipIds ? inArray(clicks.partnershipId, [...filter.partnershipIds]) : undefined;
  return countWhere(tx, filter, and(eq(clicks.brandId, brandId), ofThese));
}

/** A creator's clicks at all brands, by partnership, day and placement. */
export async function creatorClickCounts(tx: Tx, creatorId: string, period: ClickPeriod): Promise<ClickCount[]> {
  const own = tx
    .select({ brandId: partnerships.brandId, id: partnerships.id })
    .from(partnerships)
    .where(eq(partnerships.creatorId, creatorId));
  return countWhere(tx, period, statement`(${clicks.brandId}, ${clicks.partnershipId}) in ${own}`);
}

async function countWhere(tx: Tx, period: ClickPeriod, condition: SQL | undefined): Promise<ClickCount[]> {
  const day = statement<string>`to_char(${clicks.occurredAt} at time zone 'UTC', 'YYYY-MM-DD')`.as("day");
  return tx
    .select({
      brandId: clicks.brandId,
      partnershipId: statement<string>`${clicks.partnershipId}`,
      day,
      placement: clicks.placement,
      gross: count(),
      net: statement<number>`count(*) filter (where ${clicks.isCounted})`.mapWith(Number),
    })
    .from(clicks)
    .where(
      and(
        condition,
        isNotNull(clicks.partnershipId),
        gte(clicks.occurredAt, period.from),
        lt(clicks.occurredAt, period.to),
      ),
    )
    .groupBy(clicks.brandId, clicks.partnershipId, statement`day`, clicks.placement)
    .orderBy(statement`day`, clicks.partnershipId, clicks.placement);
}
