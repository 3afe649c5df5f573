import { and, asc, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandFundsAccount, platformFeesAccount, platformVatAccount } from "#app/ledger/account.ts";
import type { Seller } from "#app/platform/seller.ts";
import { partyOf } from "#app/tax/self-billing-store.server.ts";
import type { Party } from "#app/tax/invoice.ts";
import { feeVats, sellers } from "#db/schema/billing.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { brandInvoiceDetails } from "#db/schema/tax.ts";
import type { FeeCharge, InvoiceLine } from "./invoice.ts";

const joinTransactions = and(
  eq(ledgerTransactions.brandId, ledgerEntries.brandId),
  eq(ledgerTransactions.id, ledgerEntries.transactionId),
);

interface InvoicePeriod {
  readonly from: Date;
  readonly until: Date;
  readonly currency: string;
}

/** The closed months in which something moved a brand's balance, by currency, the latest first. */
export async function listInvoiceMonths(
  tx: Tx,
  brandId: string,
  now: Date,
): Promise<{ month: string; currency: string; feeMinor: bigint; vatMinor: bigint }[]> {
  const month = sql<string>`to_char(${ledgerTransactions.occurredAt} at time zone 'UTC', 'YYYY-MM')`;
  const sumOf = (account: string) =>
    sql<string>`coalesce(sum(${ledgerEntries.amountMinor}) filter (where ${ledgerEntries.account} = ${account}), 0)`;
  const rows = await tx
    .select({
      month,
      currency: ledgerEntries.currency,
      fee: sumOf(platformFeesAccount(brandId)),
      vat: sumOf(platformVatAccount(brandId)),
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, joinTransactions)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        inArray(ledgerEntries.account, [
          brandFundsAccount(brandId),
          platformFeesAccount(brandId),
          platformVatAccount(brandId),
        ]),
        lt(ledgerTransactions.occurredAt, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))),
      ),
    )
    .groupBy(sql`1`, ledgerEntries.currency)
    .orderBy(sql`1 desc`, ledgerEntries.currency);
  return rows.map(({ fee, vat, ...row }) => ({ ...row, feeMinor: BigInt(fee), vatMinor: BigInt(vat) }));
}

/** What moved a brand's balance in a month, one row per kind of event and batch day, oldest first. */
export async function listInvoiceLines(
  tx: Tx,
  brandId: string,
  { from, until, currency }: InvoicePeriod,
): Promise<InvoiceLine[]> {
  const day = sql<string>`to_char(${ledgerTransactions.occurredAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const rows = await tx
    .select({
      day,
      eventCode: ledgerTransactions.eventCode,
      count: sql<number>`count(*)::int`,
      sum: sql<string>`sum(${ledgerEntries.amountMinor})`,
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, joinTransactions)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        eq(ledgerEntries.account, brandFundsAccount(brandId)),
        eq(ledgerEntries.currency, currency),
        gte(ledgerTransactions.occurredAt, from),
        lt(ledgerTransactions.occurredAt, until),
      ),
    )
    .groupBy(sql`1`, ledgerTransactions.eventCode)
    .orderBy(sql`1`, ledgerTransactions.eventCode);
  return rows.map(({ sum, ...row }) => ({ ...row, amountMinor: BigInt(sum) }));
}

/** What a brand's balance was before an instant. */
export async function balanceBefore(tx: Tx, brandId: string, currency: string, before: Date): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}), 0)` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, joinTransactions)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        eq(ledgerEntries.account, brandFundsAccount(brandId)),
        eq(ledgerEntries.currency, currency),
        lt(ledgerTransactions.occurredAt, before),
      ),
    );
  return BigInt(row?.sum ?? 0);
}

function inPeriod(brandId: string, { from, until, currency }: InvoicePeriod) {
  return and(
    eq(feeVats.brandId, brandId),
    eq(feeVats.currency, currency),
    gte(feeVats.occurredAt, from),
    lt(feeVats.occurredAt, until),
  );
}

/** The month's fees for which VAT was reckoned, those that stand together as one: first what was charged, then what was given back. */
export async function listFeeCharges(tx: Tx, brandId: string, period: InvoicePeriod): Promise<FeeCharge[]> {
  const correctsMonth = sql<string | null>`case when ${feeVats.kind} = 'returned' then (
    select to_char(o.occurred_at at time zone 'UTC', 'YYYY-MM') from fee_vats o
    where o.brand_id = ${feeVats.brandId} and o.payout_id = ${feeVats.payoutId} and o.kind = 'sent') end`;
  const rows = await tx
    .select({
      kind: feeVats.kind,
      isGivenBack: sql<boolean>`${feeVats.netMinor} < 0`,
      correctsMonth,
      treatment: feeVats.treatment,
      rateBps: feeVats.rateBps,
      count: sql<number>`count(*)::int`,
      net: sql<string>`sum(${feeVats.netMinor})`,
      vat: sql<string>`sum(${feeVats.vatMinor})`,
    })
    .from(feeVats)
    .where(inPeriod(brandId, period))
    .groupBy(feeVats.kind, sql`2`, sql`3`, feeVats.treatment, feeVats.rateBps)
    .orderBy(sql`2`, desc(feeVats.kind), sql`3`, feeVats.treatment, feeVats.rateBps);
  return rows.map(({ net, vat, ...row }) => ({ ...row, netMinor: BigInt(net), vatMinor: BigInt(vat) }));
}

/**
 * Who sold and who bought, as they were when the month's last fee was charged. A brand that had not said who it is then is who it said
 * first; null where it never did.
 */
export async function findInvoiceParties(
  tx: Tx,
  brandId: string,
  period: InvoicePeriod,
): Promise<{ readonly seller: Seller | null; readonly buyer: Party | null }> {
  const [last] = await tx
    .select({ seller: sellers, buyerVersion: feeVats.buyerVersion })
    .from(feeVats)
    .innerJoin(sellers, eq(sellers.id, feeVats.sellerId))
    .where(inPeriod(brandId, period))
    .orderBy(desc(feeVats.occurredAt), desc(feeVats.payoutId), feeVats.kind)
    .limit(1);
  if (!last) return { seller: null, buyer: null };
  const { id: _id, legalName: name, ...details } = last.seller;
  const [buyer] = await tx
    .select()
    .from(brandInvoiceDetails)
    .where(
      and(
        eq(brandInvoiceDetails.brandId, brandId),
        last.buyerVersion === null ? undefined : eq(brandInvoiceDetails.version, last.buyerVersion),
      ),
    )
    .orderBy(asc(brandInvoiceDetails.version))
    .limit(1);
  return { seller: { name, ...details }, buyer: buyer ? partyOf(buyer) : null };
}
