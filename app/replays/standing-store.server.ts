import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributions, commissions, credits, sales } from "#db/schema/index.ts";
import type { DecisionRule } from "#app/attribution/decision.ts";
import type { EarnedCredit } from "./decide-batch.server.ts";

/** How a sale is credited and paid. */
export interface StandingSale {
  readonly attributionId: string | null;
  readonly rule: DecisionRule;
  readonly credits: readonly EarnedCredit[];
}

/** How these sales stand by the decisions they point to. */
export async function listStandingSales(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<Map<string, StandingSale>> {
  const rows = await tx
    .select({
      saleId: sales.id,
      attributionId: sales.attributionId,
      rule: attributions.rule,
      partnershipId: credits.partnershipId,
      shareBps: credits.shareBps,
      earnedMinor: commissions.earnedMinor,
      saleCurrency: sales.currency,
      earnedCurrency: commissions.currency,
    })
    .from(sales)
    .leftJoin(attributions, and(eq(attributions.brandId, sales.brandId), eq(attributions.id, sales.attributionId)))
    .leftJoin(credits, and(eq(credits.brandId, sales.brandId), eq(credits.attributionId, sales.attributionId)))
    .leftJoin(
      commissions,
      and(
        eq(commissions.brandId, sales.brandId),
        eq(commissions.saleId, sales.id),
        eq(commissions.partnershipId, credits.partnershipId),
      ),
    )
    .where(and(eq(sales.brandId, brandId), inArray(sales.id, [...saleIds])));
  const standing = new Map<string, StandingSale>();
  for (const { saleId, attributionId, rule, partnershipId, shareBps, earnedMinor, ...earnedIn } of rows) {
    const known = standing.get(saleId)?.credits ?? [];
    const currency = earnedIn.earnedCurrency ?? earnedIn.saleCurrency;
    const credit =
      partnershipId === null
        ? []
        : [{ partnershipId, shareBps: shareBps ?? 0, currency, earnedMinor: earnedMinor ?? 0n }];
    standing.set(saleId, {
      attributionId,
      rule: (rule ?? "no-touch") as DecisionRule,
      credits: [...known, ...credit],
    });
  }
  return standing;
}
