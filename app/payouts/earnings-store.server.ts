import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { sales } from "#db/schema/sales.ts";
import { EARNINGS_SHOWN } from "./page-sizes.ts";

/** Where a creator's money is, by currency. Matured: the hold is over and finance has not approved it yet. */
export async function sumEarnings(tx: Tx, creatorId: string, now: Date) {
  const sum = (amount: ReturnType<typeof sql>) => sql<string>`coalesce(sum(${amount}), 0)`;
  const isMatured = sql`${commissions.holdUntil} <= ${now.toISOString()}`;
  const rows = await tx
    .select({
      currency: commissions.currency,
      held: sum(sql`${commissions.heldMinor} * (case when ${isMatured} then 0 else 1 end)`),
      matured: sum(sql`${commissions.heldMinor} * (case when ${isMatured} then 1 else 0 end)`),
      payable: sum(sql`${commissions.payableMinor}`),
      inTransit: sum(sql`${commissions.inTransitMinor}`),
      paid: sum(sql`${commissions.paidMinor}`),
      count: sql<number>`count(*)::int`,
    })
    .from(commissions)
    .where(eq(commissions.creatorId, creatorId))
    .groupBy(commissions.currency)
    .orderBy(commissions.currency);
  return rows.map((row) => ({
    currency: row.currency,
    count: row.count,
    heldMinor: BigInt(row.held),
    maturedMinor: BigInt(row.matured),
    payableMinor: BigInt(row.payable),
    inTransitMinor: BigInt(row.inTransit),
    paidMinor: BigInt(row.paid),
  }));
}

/** One page of a creator's commissions, latest sale first, with all that their arrival depends on. */
export async function listEarnings(tx: Tx, creatorId: string, page: number) {
  return tx
    .select({
      id: commissions.id,
      brandId: commissions.brandId,
      saleId: commissions.saleId,
      currency: commissions.currency,
      status: commissions.status,
      blockedBy: commissions.blockedBy,
      holdUntil: commissions.holdUntil,
      earnedMinor: commissions.earnedMinor,
      heldMinor: commissions.heldMinor,
      payableMinor: commissions.payableMinor,
      inTransitMinor: commissions.inTransitMinor,
      paidMinor: commissions.paidMinor,
      saleOccurredAt: commissions.saleOccurredAt,
      brandName: brands.name,
      campaignName: campaigns.name,
      orderName: sales.externalName,
      holdNote: sql<string | null>`(select d.note from commission_decisions d where d.brand_id = ${commissions.brandId}
        and d.commission_id = ${commissions.id} and d.kind = 'hold' order by d.decided_at desc limit 1)`,
      openBatchStatus: sql<
        "prepared" | "approved" | null
      >`(select b.status from payout_lines l join payouts p on p.id = l.payout_id
        join batches b on b.id = p.batch_id where l.brand_id = ${commissions.brandId} and l.commission_id = ${commissions.id} and l.is_open)`,
      lastRail: sql<"sepa" | "manual" | null>`(select b.rail from payout_lines l join payouts p on p.id = l.payout_id
        join batches b on b.id = p.batch_id where l.brand_id = ${commissions.brandId} and l.commission_id = ${commissions.id}
        and b.status <> 'cancelled' order by b.prepared_at desc limit 1)`,
      sentAt: sql<
        string | null
      >`(select to_char(b.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from payout_lines l
        join payouts p on p.id = l.payout_id join batches b on b.id = p.batch_id where l.brand_id = ${commissions.brandId}
        and l.commission_id = ${commissions.id} and b.status = 'sent' order by b.sent_at desc limit 1)`,
    })
    .from(commissions)
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, commissions.brandId), eq(campaigns.id, commissions.campaignId)))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)))
    .where(eq(commissions.creatorId, creatorId))
    .orderBy(desc(commissions.saleOccurredAt), desc(commissions.id))
    .limit(EARNINGS_SHOWN)
    .offset((page - 1) * EARNINGS_SHOWN);
}
