import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";

export interface LinkClicks {
  /** Every answered redirect. */
  readonly gross: number;
  /** The counted ones. */
  readonly net: number;
}

/** Clicks of each link of these partnerships since they began, by link: from the roll-up and from what waits to be added to it. */
export async function countClicksByLink(
  tx: Tx,
  brandId: string,
  partnershipIds: readonly string[],
): Promise<ReadonlyMap<string, LinkClicks>> {
  if (partnershipIds.length === 0) return new Map();
  const ofThem = sql`brand_id = ${brandId} and partnership_id in ${[...new Set(partnershipIds)]}`;
  const rows = await tx.execute<{ link_id: string; gross: string; net: string }>(sql`
    select link_id, sum(click_count)::text as gross,
      coalesce(sum(click_count) filter (where class = 'counted'), 0)::text as net
    from (
      select link_id, class, click_count from click_hours where ${ofThem}
      union all
      select link_id, class, click_count from click_tallies where ${ofThem}
    ) as counts
    where link_id is not null group by link_id`);
  return new Map(rows.map(({ link_id, gross, net }) => [link_id, { gross: Number(gross), net: Number(net) }]));
}
