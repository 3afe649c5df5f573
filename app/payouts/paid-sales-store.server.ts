import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { commissions } from "#db/schema/commissions.ts";
import { batches, payoutLines, payouts } from "#db/schema/payouts.ts";
import { sales } from "#db/schema/sales.ts";

/** The sales behind a payout as they were paid, in order of the sale; with a brand, those at that brand alone. */
export function findPaidSales(
  tx: Tx,
  { payoutId, brandId }: { readonly payoutId: string; readonly brandId?: string },
  { offset, limit }: { readonly offset: number; readonly limit: number },
) {
  return tx
    .select({
      commissionId: payoutLines.commissionId,
      saleId: sales.id,
      amountMinor: payoutLines.amountMinor,
      brandName: brands.name,
      orderName: sales.externalName,
      placedAt: sales.placedAt,
    })
    .from(payoutLines)
    .innerJoin(brands, eq(brands.id, payoutLines.brandId))
    .innerJoin(
      commissions,
      and(eq(commissions.brandId, payoutLines.brandId), eq(commissions.id, payoutLines.commissionId)),
    )
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)))
    .where(
      and(eq(payoutLines.payoutId, payoutId), brandId === undefined ? undefined : eq(payoutLines.brandId, brandId)),
    )
    .orderBy(asc(sales.placedAt), asc(payoutLines.commissionId))
    .limit(limit)
    .offset(offset);
}

/** How many sales are behind a payout at one brand. */
export async function countPaidSales(tx: Tx, payoutId: string, brandId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(payoutLines)
    .where(and(eq(payoutLines.payoutId, payoutId), eq(payoutLines.brandId, brandId)));
  return row?.count ?? 0;
}

/** A payout that was sent to this creator; undefined for anybody else's and for one that has not left. */
export async function findSentPayout(tx: Tx, creatorId: string, payoutId: string) {
  const [row] = await tx
    .select({
      id: payouts.id,
      amountMinor: payouts.amountMinor,
      currency: payouts.currency,
      withheldMinor: payouts.withheldMinor,
      withheldBps: payouts.withheldBps,
      withheldReason: payouts.withheldReason,
      paidCurrency: payouts.paidCurrency,
      paidMinor: payouts.paidMinor,
      rate: payouts.rate,
      rateDay: payouts.rateDay,
      status: payouts.status,
      batchName: batches.name,
      sentAt: batches.sentAt,
      returnReason: payouts.returnReason,
      /** Finance took it back; otherwise the rail returned it. */
      wasTakenBack: sql<boolean>`exists (select from payout_take_backs t where t.payout_id = ${payouts.id} and t.status = 'taken-back')`,
      saleCount: sql<number>`(select count(*)::int from payout_lines l where l.payout_id = ${payouts.id})`,
    })
    .from(payouts)
    .innerJoin(batches, eq(batches.id, payouts.batchId))
    .where(
      and(
        eq(payouts.id, payoutId),
        eq(payouts.creatorId, creatorId),
        notInArray(payouts.status, ["prepared", "cancelled"]),
      ),
    );
  return row;
}
