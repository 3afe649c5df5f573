import { sql as statement } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";

/**
 * Adds what has been tallied to the roll-ups, in the caller's transaction, under the turn of draining. The tallies go in the same statement
 * that adds them, so each is added once; whoever reads roll-ups and tallies together sees every click once at any time.
 */
export async function foldTallies(tx: Tx, maxTallies: number): Promise<number> {
  const [folded] = await tx.execute<{ tallies: number }>(statement`
    with folded as (
      delete from click_tallies where id in (select id from click_tallies limit ${maxTallies}) returning *
    ),
    by_hour as (
      insert into click_hours as total (brand_id, hour_at, link_id, partnership_id, class, click_count)
      select brand_id, hour_at, link_id, min(partnership_id::text)::uuid, class, sum(click_count) from folded
      group by brand_id, hour_at, link_id, class
      on conflict (brand_id, hour_at, link_id, class) do update set click_count = total.click_count + excluded.click_count
    ),
    parts as (
      select brand_id, date_trunc('day', hour_at, 'UTC') as day_at, partnership_id, dimension, value, sum(click_count) as gross,
        coalesce(sum(click_count) filter (where class = 'counted'), 0) as net
      from folded cross join lateral (values
        ('placement', placement), ('network', network), ('country', country), ('device', device),
        ('way', case when is_scan then 'scan' else 'link' end), ('class', class)
      ) as part (dimension, value)
      where partnership_id is not null
      group by 1, 2, 3, 4, 5
    ),
    by_day as (
      insert into click_days as total (brand_id, day_at, partnership_id, dimension, value, gross_count, net_count)
      select brand_id, day_at, partnership_id, dimension, value, gross, net from parts
      on conflict (brand_id, partnership_id, dimension, day_at, value) do update
        set gross_count = total.gross_count + excluded.gross_count, net_count = total.net_count + excluded.net_count
    ),
    by_brand as (
      insert into click_brand_days as total (brand_id, day_at, dimension, value, gross_count, net_count)
      select brand_id, day_at, dimension, value, sum(gross), sum(net) from parts group by 1, 2, 3, 4
      on conflict (brand_id, dimension, day_at, value) do update
        set gross_count = total.gross_count + excluded.gross_count, net_count = total.net_count + excluded.net_count
    )
    select count(*)::int as tallies from folded`);
  return folded?.tallies ?? 0;
}
