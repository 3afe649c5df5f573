import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributions, credits } from "#db/schema/attribution.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";
import type { Candidate } from "#app/attribution/decision.ts";

/** What the API tells about one sale: the facts, the decision in force with its losers, and what was earned. */
export interface SaleStanding {
  readonly id: string;
  readonly externalId: string;
  readonly externalName: string;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly totalMinor: bigint;
  readonly placedAt: Date;
  readonly paymentStatus: string;
  readonly cancelledAt: Date | null;
  readonly discrepancy: string | null;
  readonly decision: {
    readonly rule: string;
    readonly sentence: string;
    readonly candidates: readonly Candidate[];
  } | null;
  readonly credits: readonly { readonly creator: string; readonly shareBps: number; readonly touchKind: string }[];
  readonly commissions: readonly { readonly status: string; readonly earnedMinor: bigint; readonly currency: string }[];
}

/** A sale by the id its store knows it by; null when the store has none of that id. */
export async function findSaleStanding(
  tx: Tx,
  brandId: string,
  storeId: string,
  externalId: string,
): Promise<SaleStanding | null> {
  const [sale] = await tx
    .select()
    .from(sales)
    .where(and(eq(sales.brandId, brandId), eq(sales.storeId, storeId), eq(sales.externalId, externalId)));
  if (!sale) return null;
  const [decision] = sale.attributionId
    ? await tx
        .select({ rule: attributions.rule, sentence: attributions.sentence, candidates: attributions.candidates })
        .from(attributions)
        .where(and(eq(attributions.brandId, brandId), eq(attributions.id, sale.attributionId)))
    : [];
  const credited = sale.attributionId
    ? await tx
        .select({ creator: creators.handle, shareBps: credits.shareBps, touchKind: credits.touchKind })
        .from(credits)
        .innerJoin(
          partnerships,
          and(eq(partnerships.brandId, credits.brandId), eq(partnerships.id, credits.partnershipId)),
        )
        .innerJoin(creators, eq(creators.id, partnerships.creatorId))
        .where(and(eq(credits.brandId, brandId), eq(credits.attributionId, sale.attributionId)))
        .orderBy(asc(credits.partnershipId))
    : [];
  const earned = await tx
    .select({ status: commissions.status, earnedMinor: commissions.earnedMinor, currency: commissions.currency })
    .from(commissions)
    .where(and(eq(commissions.brandId, brandId), eq(commissions.saleId, sale.id)))
    .orderBy(asc(commissions.id));
  return { ...sale, decision: decision ?? null, credits: credited, commissions: earned };
}
