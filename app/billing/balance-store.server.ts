import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandFundsAccount } from "#app/ledger/account.ts";
import { balanceLimits } from "#db/schema/billing.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";

/** The currencies a brand has campaigns in, or has paid in. */
export async function listBrandCurrencies(tx: Tx, brandId: string): Promise<string[]> {
  const ofCampaigns = await tx
    .selectDistinct({ currency: campaigns.currency })
    .from(campaigns)
    .where(eq(campaigns.brandId, brandId));
  const ofFunds = await tx
    .selectDistinct({ currency: ledgerEntries.currency })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.brandId, brandId), eq(ledgerEntries.account, brandFundsAccount(brandId))));
  return [...new Set([...ofCampaigns, ...ofFunds].map(({ currency }) => currency))].sort();
}

/** What a brand owes its creators and no open batch carries, by currency: approved, and in the hold. */
export async function sumOwed(tx: Tx, brandId: string) {
  const rows = await tx
    .select({
      currency: commissions.currency,
      payable: sql<string>`coalesce(sum(${commissions.payableMinor}) filter (where not exists (select from payout_lines l
        where l.brand_id = ${commissions.brandId} and l.commission_id = ${commissions.id} and l.is_open)), 0)`,
      held: sql<string>`coalesce(sum(${commissions.heldMinor}), 0)`,
    })
    .from(commissions)
    .where(
      and(
        eq(commissions.brandId, brandId),
        sql`(${commissions.heldMinor} <> 0 or ${commissions.payableMinor} <> 0 or ${commissions.inTransitMinor} <> 0)`,
      ),
    )
    .groupBy(commissions.currency);
  return new Map(
    rows.map(({ currency, payable, held }) => [currency, { payableMinor: BigInt(payable), heldMinor: BigInt(held) }]),
  );
}

export async function findLimits(
  tx: Tx,
  brandId: string,
): Promise<Map<string, { readonly limitMinor: bigint | null; readonly toldAt: Date | null }>> {
  const rows = await tx.select().from(balanceLimits).where(eq(balanceLimits.brandId, brandId));
  return new Map(rows.map(({ currency, limitMinor, toldAt }) => [currency, { limitMinor, toldAt }]));
}

export async function saveLimit(
  tx: Tx,
  of: { readonly brandId: string; readonly currency: string },
  change: { readonly limitMinor: bigint } | { readonly toldAt: Date | null },
): Promise<void> {
  await tx
    .insert(balanceLimits)
    .values({ ...of, ...change })
    .onConflictDoUpdate({ target: [balanceLimits.brandId, balanceLimits.currency], set: change });
}

/** Everything that moved a brand's balance, the latest first, with why. */
export async function listMovements(
  tx: Tx,
  brandId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
) {
  const ofBalance = and(eq(ledgerEntries.brandId, brandId), eq(ledgerEntries.account, brandFundsAccount(brandId)));
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(ledgerEntries)
    .where(ofBalance);
  const rows = await tx
    .select({
      id: ledgerTransactions.id,
      eventCode: ledgerTransactions.eventCode,
      sentence: ledgerTransactions.sentence,
      occurredAt: ledgerTransactions.occurredAt,
      currency: ledgerEntries.currency,
      amountMinor: ledgerEntries.amountMinor,
    })
    .from(ledgerEntries)
    .innerJoin(
      ledgerTransactions,
      and(
        eq(ledgerTransactions.brandId, ledgerEntries.brandId),
        eq(ledgerTransactions.id, ledgerEntries.transactionId),
      ),
    )
    .where(ofBalance)
    .orderBy(desc(ledgerTransactions.recordedAt), desc(ledgerTransactions.id))
    .limit(limit)
    .offset(offset);
  return { rows, total: counted?.count ?? 0 };
}

/** Brands that owe creators something: whose balance matters. */
export async function listBrandsThatOwe(tx: Tx): Promise<{ id: string; name: string; slug: string }[]> {
  return tx
    .select({ id: brands.id, name: brands.name, slug: brands.slug })
    .from(brands)
    .where(
      sql`exists (select from commissions c where c.brand_id = ${brands.id}
        and (c.held_minor <> 0 or c.payable_minor <> 0 or c.in_transit_minor <> 0))`,
    )
    .orderBy(brands.id);
}
