import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandFundsAccount, brandShortfallAccount } from "#app/ledger/account.ts";
import { balanceOf } from "#app/ledger/ledger-store.server.ts";
import { ledgerEntries } from "#db/schema/ledger.ts";
import { brands } from "#db/schema/brands.ts";
import type { BrandFunds } from "./draft-funding.ts";

/**
 * Locks the balances of these brands: money is taken from a balance only under this lock, so that two who take at once cannot both
 * count on the same money. In the order of the ids; sales, clicks and commissions do not wait for it.
 */
export async function lockFunds(tx: Tx, brandIds: readonly string[]): Promise<void> {
  if (brandIds.length === 0) return;
  await tx
    .select({ id: brands.id })
    .from(brands)
    .where(inArray(brands.id, [...brandIds]))
    .orderBy(brands.id)
    .for("no key update");
}

export async function readFunds(tx: Tx, brandId: string, currency: string): Promise<BrandFunds> {
  const shortfall = await balanceOf(tx, brandId, brandShortfallAccount(brandId), currency);
  return {
    fundsMinor: await balanceOf(tx, brandId, brandFundsAccount(brandId), currency),
    shortfallMinor: -shortfall,
  };
}

/** What the platform holds for each of these brands in a currency; a brand without a balance is absent. */
export async function findFunds(
  tx: Tx,
  brandIds: readonly string[],
  currency: string,
): Promise<Map<string, bigint>> {
  if (brandIds.length === 0) return new Map();
  const accounts = brandIds.map(brandFundsAccount);
  const rows = await tx
    .select({ brandId: ledgerEntries.brandId, sum: sql<string>`sum(${ledgerEntries.amountMinor})` })
    .from(ledgerEntries)
    .where(
      and(
        inArray(ledgerEntries.brandId, [...brandIds]),
        inArray(ledgerEntries.account, accounts),
        eq(ledgerEntries.currency, currency),
      ),
    )
    .groupBy(ledgerEntries.brandId);
  return new Map(rows.map(({ brandId, sum }) => [brandId, BigInt(sum)]));
}
