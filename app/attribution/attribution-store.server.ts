import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { arrayOf, isAmong } from "#db/insert-rows.server.ts";
import { gatherRows } from "#db/gathered-writes.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { attributions, credits } from "#db/schema/attribution.ts";
import { clicks } from "#db/schema/clicks.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { Credit, Decision } from "./decision.ts";
import type { ClickEvidence } from "./sale-evidence.ts";

/** How far back another click of the same visitor is looked for. No policy has a longer window. */
export const MAX_LOOK_BACK_DAYS = 400;
/** The most other clicks of one visitor that are weighed for one sale, newest first. */
export const MAX_VISITOR_CLICKS = 100;

/** An order whose clicks are looked up. */
export interface OrderWithClicks {
  readonly placedAt: Date;
  /** Those named on it that can be ids. */
  readonly clickIds: readonly string[];
}

/** The clicks each order names, and other counted clicks of the same visitor before it. In the order of the orders. */
export async function findClicksOfOrders(
  tx: Tx,
  brandId: string,
  orders: readonly OrderWithClicks[],
): Promise<ClickEvidence[][]> {
  const named = orders.flatMap(({ clickIds, placedAt }, place) =>
    clickIds.map((clickId) => ({ place, placedAt, clickId })),
  );
  const found = orders.map((): ClickEvidence[] => []);
  if (named.length === 0) return found;
  const rows = await tx.execute<FoundClick>(sql`
    with asked as (
      select * from unnest(${arrayOf("int", named, ({ place }) => place)}, ${arrayOf("timestamptz", named, ({ placedAt }) => placedAt)},
        ${arrayOf("uuid", named, ({ clickId }) => clickId)}) as one (place, placed_at, click_id)
    ),
    named as materialized (
      select asked.place, asked.placed_at, c.* from asked cross join lateral (
        select id, partnership_id, occurred_at, class, placement, visitor_key from clicks
        where brand_id = ${brandId} and id = asked.click_id and partnership_id is not null offset 0
      ) c
    ),
    visitors as (select place, placed_at, array_agg(distinct visitor_key) as keys, array_agg(id) as ids from named group by place, placed_at)
    select place, id, partnership_id, (date_part('epoch', occurred_at) * 1000)::float8 as ms, class, placement from named
    union all
    select visitors.place, o.id, o.partnership_id, (date_part('epoch', o.occurred_at) * 1000)::float8, o.class, o.placement
    from visitors cross join lateral (
      select id, partnership_id, occurred_at, class, placement from clicks
      where brand_id = ${brandId} and visitor_key = any(visitors.keys)
        and occurred_at > visitors.placed_at - make_interval(hours => ${MAX_LOOK_BACK_DAYS * 24}) and occurred_at <= visitors.placed_at and is_counted
      order by occurred_at desc, id limit ${MAX_VISITOR_CLICKS}
    ) o where not (o.id = any(visitors.ids))`);
  for (const { place, id, partnership_id, ms, class: clickClass, placement } of rows) {
    const click = { id, partnershipId: partnership_id, occurredAt: new Date(ms), class: clickClass, placement };
    found[place]?.push(click);
  }
  return found;
}

interface FoundClick extends Record<string, unknown> {
  readonly place: number;
  readonly id: string;
  readonly partnership_id: string;
  readonly ms: number;
  readonly class: ClickEvidence["class"];
  readonly placement: string;
}

/** The clicks of these ids, whenever they were made. */
export async function findClicksById(tx: Tx, brandId: string, clickIds: readonly string[]): Promise<ClickEvidence[]> {
  if (clickIds.length === 0) return [];
  return tx
    .select({
      id: clicks.id,
      partnershipId: sql<string>`${clicks.partnershipId}`,
      occurredAt: clicks.occurredAt,
      class: clicks.class,
      placement: clicks.placement,
    })
    .from(clicks)
    .where(and(eq(clicks.brandId, brandId), isAmong(clicks.id, clickIds), isNotNull(clicks.partnershipId)));
}

/** A checkout that began earlier than this before the order was left and taken up again: whoever led the shopper back brought them. */
export const MAX_CHECKOUT_MINUTES = 60;

/** An order whose checkout is looked for. */
export interface OrderWithCheckout extends OrderWithClicks {
  readonly customerKey: string | null;
}

/**
 * When each shopper began the checkout that ended in the order: the earliest visit to a checkout page in the hour before it, by a visitor
 * whom the pixel saw with one of the order's clicks, or whom the shop named as its customer. Null when nobody saw it. In the order of the
 * orders.
 */
export async function findCheckoutStarts(
  tx: Tx,
  brandId: string,
  orders: readonly OrderWithCheckout[],
): Promise<(Date | null)[]> {
  const starts = orders.map((): Date | null => null);
  if (orders.length === 0) return starts;
  const content = orders.map(({ placedAt, customerKey, clickIds }, place) => ({
    place,
    placed_at: placedAt.toISOString(),
    customer_key: customerKey,
    click_ids: clickIds,
  }));
  // Shopify checks out on /checkouts/…, WooCommerce on /checkout/, either below the path of a language.
  const rows = await tx.execute<{ place: number; started_ms: number }>(sql`
    select asked.place, date_part('epoch', found.started_at) * 1000 as started_ms
    from jsonb_to_recordset(${JSON.stringify(content)}::jsonb)
      as asked (place int, placed_at timestamptz, customer_key text, click_ids uuid[])
    cross join lateral (
      select min(v.occurred_at) as started_at from visits v
      where v.brand_id = ${brandId} and v.occurred_at > asked.placed_at - make_interval(mins => ${MAX_CHECKOUT_MINUTES})
        and v.occurred_at <= asked.placed_at and v.page_path ~ '(^|/)checkouts?(/|$)'
        and (v.customer_key = asked.customer_key or v.visitor_key in (
          select w.visitor_key from visits w where w.brand_id = ${brandId} and w.click_id = any(asked.click_ids)))
    ) found
    where found.started_at is not null`);
  for (const { place, started_ms } of rows) starts[place] = new Date(started_ms);
  return starts;
}

/** The decision a sale points to: enough to tell whether a new one differs. */
export interface StandingDecision {
  readonly sequence: number;
  readonly fingerprint: string;
  readonly credits: readonly Credit[];
}

/** The decisions of these ids, by id. */
export async function findStandingDecisions(
  tx: Tx,
  brandId: string,
  attributionIds: readonly string[],
): Promise<Map<string, StandingDecision>> {
  if (attributionIds.length === 0) return new Map();
  const [decisions, shares] = await Promise.all([
    tx
      .select({ id: attributions.id, sequence: attributions.sequence, fingerprint: attributions.fingerprint })
      .from(attributions)
      .where(and(eq(attributions.brandId, brandId), isAmong(attributions.id, attributionIds))),
    tx
      .select({
        attributionId: credits.attributionId,
        partnershipId: credits.partnershipId,
        shareBps: credits.shareBps,
        policyId: credits.policyId,
        touchKind: credits.touchKind,
        placement: credits.placement,
      })
      .from(credits)
      .where(and(eq(credits.brandId, brandId), isAmong(credits.attributionId, attributionIds))),
  ]);
  const sharesOf = groupedBy(shares, ({ attributionId }) => attributionId);
  return new Map(
    decisions.map(({ id, ...decision }) => {
      const own = sharesOf.get(id) ?? [];
      return [
        id,
        {
          ...decision,
          credits: own.map(({ attributionId: _decision, touchKind, ...share }) => ({
            ...share,
            touchKind: touchKind as Credit["touchKind"],
          })),
        },
      ];
    }),
  );
}

/** A decision as it is appended. */
export interface NewDecision {
  readonly id: string;
  readonly saleId: string;
  readonly sequence: number;
  readonly factsVersion: number;
  readonly fingerprint: string;
  readonly decidedAt: Date;
}

/** Appends decisions with their credits. */
export async function insertDecisions(
  tx: Tx,
  brandId: string,
  made: readonly { readonly decision: Decision; readonly row: NewDecision }[],
): Promise<void> {
  const rows = made.map(({ decision, row }) => {
    const { rule, sentence, candidates } = decision;
    const stored: Omit<typeof attributions.$inferSelect, "rowHash"> = {
      brandId,
      ...row,
      rule,
      sentence,
      candidates: [...candidates],
    };
    return { ...stored, rowHash: rowHashOf(stored) };
  });
  const shares = made.flatMap(({ decision, row }) =>
    decision.credits.map((credit) => ({ brandId, attributionId: row.id, ...credit })),
  );
  await Promise.all([gatherRows(tx, attributions, rows), gatherRows(tx, credits, shares)]);
}
