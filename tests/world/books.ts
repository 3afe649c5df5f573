import { and, eq } from "drizzle-orm";
import { attributions } from "#db/schema/attribution.ts";
import { commissions } from "#db/schema/commissions.ts";
import { sales } from "#db/schema/sales.ts";
import { creatorAccount, creatorPositions } from "#app/ledger/account.ts";
import { balanceOf, balancesOf } from "#app/ledger/ledger-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";

/** What a creator's accounts at a brand hold, straight from the ledger. */
export async function creatorBalances(
  services: Services,
  brandId: string,
  creatorId: string,
  currency = "EUR",
): Promise<{ held: bigint; payable: bigint; in_transit: bigint }> {
  return services.db.inBrand(brandId, async (tx) => {
    const [held = 0n, payable = 0n, inTransit = 0n] = await Promise.all(
      creatorPositions.map((position) =>
        balanceOf(tx, brandId, creatorAccount(creatorId, brandId, position), currency),
      ),
    );
    return { held, payable, in_transit: inTransit };
  });
}

/** Every account of a brand that is not at zero. */
export async function booksOf(services: Services, brandId: string): Promise<Record<string, bigint>> {
  const balances = await services.db.inBrand(brandId, (tx) => balancesOf(tx, brandId));
  return Object.fromEntries(
    balances
      .filter(({ balanceMinor }) => balanceMinor !== 0n)
      .map((row) => [`${row.account} ${row.currency}`, row.balanceMinor]),
  );
}

/** All commissions of a brand. */
export function commissionsOf(services: Services, brandId: string) {
  return services.db.inBrand(brandId, (tx) => tx.select().from(commissions).where(eq(commissions.brandId, brandId)));
}

/** The decision in force on each sale, with the order's id in the shop. */
export function decisionsOf(services: Services, brandId: string) {
  return services.db.inBrand(brandId, (tx) =>
    tx
      .select({
        externalId: sales.externalId,
        rule: attributions.rule,
        sentence: attributions.sentence,
        candidates: attributions.candidates,
        fingerprint: attributions.fingerprint,
        sequence: attributions.sequence,
      })
      .from(sales)
      .innerJoin(attributions, and(eq(attributions.brandId, sales.brandId), eq(attributions.id, sales.attributionId)))
      .where(eq(sales.brandId, brandId))
      .orderBy(sales.externalId),
  );
}
