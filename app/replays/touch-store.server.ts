import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import {
  MAX_LOOK_BACK_DAYS,
  MAX_VISITOR_CLICKS,
  type OrderWithCheckout,
} from "#app/attribution/attribution-store.server.ts";
import type { ClickEvidence } from "#app/attribution/sale-evidence.ts";
import type { ClickClass } from "#app/clicks/click.ts";

/** A sale whose clicks are asked for. */
export interface AskedSale extends OrderWithCheckout {
  readonly id: string;
}

const PART = "\u001f";

/**
 * The clicks of many sales at once: those the orders name, and the other counted ones of the same visitors before each sale, the same ones
 * that `findClicksOfOrders` finds. One text a sale comes back, because ten million rows would take longer to read than to find.
 * What a what-if need not know is left out: the ids, which only tell clicks of one creator in one millisecond apart, and the placements.
 */
export interface ClicksOfSales {
  readonly bySale: ReadonlyMap<string, readonly ClickEvidence[]>;
  /** Everybody who has one of them. */
  readonly partnershipIds: readonly string[];
}

export async function findClicksOfSales(tx: Tx, brandId: string, asked: readonly AskedSale[]): Promise<ClicksOfSales> {
  const named = asked.flatMap(({ id, placedAt, clickIds }, place) =>
    clickIds.map((clickId) => ({ id, place, placedAt: placedAt.toISOString(), clickId })),
  );
  if (named.length === 0) return { bySale: new Map(), partnershipIds: [] };
  const column = <T>(read: (one: (typeof named)[number]) => T) => sql.param(named.map(read));
  const rows = await tx.execute<{ place: number; named: string; others: string | null }>(sql`
    with asked as materialized (
      select * from unnest(${column(({ place }) => place)}::int[], ${column(({ placedAt }) => placedAt)}::text[]::timestamptz[],
        ${column(({ clickId }) => clickId)}::uuid[]) as one (place, placed_at, click_id)
    ),
    named as materialized (
      select asked.place, asked.placed_at, c.id, c.partnership_id, c.occurred_at, c.class, c.visitor_key
      from asked cross join lateral (
        select id, partnership_id, occurred_at, class, visitor_key from clicks
        where brand_id = ${brandId} and id = asked.click_id and partnership_id is not null offset 0
      ) c
    ),
    sale as (
      select place, placed_at, array_agg(id) as ids, array_agg(distinct visitor_key) as visitors,
        string_agg(partnership_id || ' ' || (date_part('epoch', occurred_at) * 1000)::int8 || ' ' || class, ${PART}) as named
      from named group by place, placed_at
    )
    select place, named, others from sale cross join lateral (
      select string_agg(partnership_id || ' ' || (date_part('epoch', occurred_at) * 1000)::int8, ${PART}) as others from (
        select o.partnership_id, o.occurred_at, o.id from unnest(sale.visitors) as v (visitor_key) cross join lateral (
          select id, partnership_id, occurred_at from clicks
          where brand_id = ${brandId} and visitor_key = v.visitor_key
            and occurred_at > sale.placed_at - make_interval(days => ${MAX_LOOK_BACK_DAYS}) and occurred_at <= sale.placed_at and is_counted
          order by occurred_at desc, id limit ${MAX_VISITOR_CLICKS}
        ) o
        order by o.occurred_at desc, o.id limit ${MAX_VISITOR_CLICKS}
      ) latest where not (id = any(sale.ids))
    ) found`);
  // One text per partnership instead of one per click: a fraction of the memory, and found in a map without being hashed again.
  const ids = new Map<string, string>();
  const bySale = new Map(
    rows.map(({ place, named: onOrder, others }) => [
      asked[place]?.id ?? "",
      [...clicksOf(onOrder, ids), ...clicksOf(others ?? "", ids)],
    ]),
  );
  return { bySale, partnershipIds: [...ids.keys()] };
}

function clicksOf(text: string, ids: Map<string, string>): ClickEvidence[] {
  if (text === "") return [];
  return text.split(PART).map((one) => {
    const [partnershipId = "", ms = "0", clickClass = "counted"] = one.split(" ");
    const known = ids.get(partnershipId) ?? partnershipId;
    if (!ids.has(known)) ids.set(known, known);
    return {
      id: "",
      partnershipId: known,
      occurredAt: new Date(Number(ms)),
      class: clickClass as ClickClass,
      placement: "",
    };
  });
}
