import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandFundsAccount, brandShortfallAccount } from "#app/ledger/account.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
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
  const found = await findFunds(tx, [brandId], currency);
  return found.get(brandId) ?? { fundsMinor: 0n, shortfallMinor: 0n };
}

/** The balances of these brands in a currency; every one of them is in the answer. */
export async function findFunds(
  tx: Tx,
  brandIds: readonly string[],
  currency: string,
): Promise<Map<string, BrandFunds>> {
  if (brandIds.length === 0) return new Map();
  const accounts = brandIds.flatMap((brandId) => [brandFundsAccount(brandId), brandShortfallAccount(brandId)]);
  const rows = await tx
    .select({ account: ledgerEntries.account, sum: sql<string>`sum(${ledgerEntries.amountMinor})` })
    .from(ledgerEntries)
    .where(
      and(
        inArray(ledgerEntries.brandId, [...brandIds]),
        inArray(ledgerEntries.account, accounts),
        eq(ledgerEntries.currency, currency),
      ),
    )
    .groupBy(ledgerEntries.account);
  const sums = new Map(rows.map(({ account, sum }) => [account, BigInt(sum)]));
  return new Map(
    brandIds.map((brandId) => [
      brandId,
      {
        fundsMinor: sums.get(brandFundsAccount(brandId)) ?? 0n,
        shortfallMinor: -(sums.get(brandShortfallAccount(brandId)) ?? 0n),
      },
    ]),
  );
}

export async function findBrandNames(tx: Tx, brandIds: readonly string[]): Promise<Map<string, string>> {
  if (brandIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: brands.id, name: brands.name })
    .from(brands)
    .where(inArray(brands.id, [...brandIds]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What one payout took from brands' balances, commissions and fee apart, as the ledger says. Above zero: it was taken. */
export async function findTakenFor(
  tx: Tx,
  payoutId: string,
  brandIds: readonly string[],
): Promise<Map<string, { readonly commissionsMinor: bigint; readonly feeMinor: bigint }>> {
  const rows = await tx
    .select({
      brandId: ledgerEntries.brandId,
      commissions: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}) filter (where ${ledgerEntries.account}
        = 'brand:' || ${ledgerEntries.brandId} || ':commissions'), 0)`,
      fee: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}) filter (where ${ledgerEntries.account}
        like 'platform:fees@%'), 0)`,
    })
    .from(ledgerEntries)
    .innerJoin(
      ledgerTransactions,
      and(
        eq(ledgerTransactions.brandId, ledgerEntries.brandId),
        eq(ledgerTransactions.id, ledgerEntries.transactionId),
      ),
    )
    .where(and(inArray(ledgerTransactions.brandId, [...brandIds]), eq(ledgerTransactions.payoutId, payoutId)))
    .groupBy(ledgerEntries.brandId);
  return new Map(
    rows.map(({ brandId, commissions, fee }) => [
      brandId,
      { commissionsMinor: BigInt(commissions), feeMinor: BigInt(fee) },
    ]),
  );
}
