import { and, eq, inArray, or } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributions } from "#db/schema/attribution.ts";
import { clicks, visits } from "#db/schema/clicks.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";

/** The most orders, clicks and visits of one shopper that a page shows. */
export const MAX_SHOWN = 100;

/** The names of orders. */
export async function findOrderNames(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<Map<string, string>> {
  if (saleIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: sales.id, name: sales.externalName })
    .from(sales)
    .where(and(eq(sales.brandId, brandId), inArray(sales.id, [...saleIds])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function listOrders(tx: Tx, brandId: string, saleIds: readonly string[]) {
  if (saleIds.length === 0) return [];
  return tx
    .select({
      id: sales.id,
      name: sales.externalName,
      placedAt: sales.placedAt,
      netMinor: sales.netMinor,
      currency: sales.currency,
      codes: sales.codes,
      decision: attributions.sentence,
    })
    .from(sales)
    .leftJoin(attributions, and(eq(attributions.brandId, sales.brandId), eq(attributions.id, sales.attributionId)))
    .where(and(eq(sales.brandId, brandId), inArray(sales.id, [...saleIds])));
}

export async function listClicks(tx: Tx, brandId: string, clickIds: readonly string[]) {
  if (clickIds.length === 0) return [];
  return tx
    .select({
      id: clicks.id,
      occurredAt: clicks.occurredAt,
      placement: clicks.placement,
      network: clicks.network,
      device: clicks.device,
      creatorName: creators.name,
    })
    .from(clicks)
    .innerJoin(partnerships, and(eq(partnerships.brandId, clicks.brandId), eq(partnerships.id, clicks.partnershipId)))
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(and(eq(clicks.brandId, brandId), inArray(clicks.id, [...clickIds])))
    .limit(MAX_SHOWN);
}

/** The visits with which days began, by the browser or the click they came with. */
export async function listVisits(
  tx: Tx,
  brandId: string,
  at: readonly Date[],
  keys: {
    readonly visitors: readonly string[];
    readonly clickIds: readonly string[];
    readonly customers: readonly string[];
  },
) {
  if (at.length === 0) return [];
  return tx
    .select({
      id: visits.id,
      occurredAt: visits.occurredAt,
      pageHost: visits.pageHost,
      pagePath: visits.pagePath,
      codeKey: visits.codeKey,
      source: visits.source,
    })
    .from(visits)
    .where(
      and(
        eq(visits.brandId, brandId),
        inArray(visits.occurredAt, [...at]),
        or(
          keys.visitors.length > 0 ? inArray(visits.visitorKey, [...keys.visitors]) : undefined,
          keys.clickIds.length > 0 ? inArray(visits.clickId, [...keys.clickIds]) : undefined,
          keys.customers.length > 0 ? inArray(visits.customerKey, [...keys.customers]) : undefined,
        ),
      ),
    )
    .limit(MAX_SHOWN);
}
