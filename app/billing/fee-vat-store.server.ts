import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { partyOf } from "#app/tax/self-billing-store.server.ts";
import type { Party } from "#app/tax/invoice.ts";
import type { Tx } from "#db/client.server.ts";
import { feeVats, sellers } from "#db/schema/billing.ts";
import { brandInvoiceDetails } from "#db/schema/tax.ts";
import type { VatSoFar } from "./fee-vat.ts";

/** Who a brand is on invoices, and which version of its details says so. */
export interface Buyer {
  readonly version: number;
  readonly party: Party;
}

/** The brands as they go on invoices now, by id; absent where a brand has not said who it is. */
export async function findBuyers(tx: Tx, brandIds: readonly string[]): Promise<Map<string, Buyer>> {
  if (brandIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([brandInvoiceDetails.brandId])
    .from(brandInvoiceDetails)
    .where(inArray(brandInvoiceDetails.brandId, [...brandIds]))
    .orderBy(brandInvoiceDetails.brandId, desc(brandInvoiceDetails.version));
  return new Map(rows.map((row) => [row.brandId, { version: row.version, party: partyOf(row) }]));
}

/** Keeps who the platform is on invoices; the same details once. */
export async function keepSeller(tx: Tx, row: typeof sellers.$inferInsert): Promise<void> {
  await tx.insert(sellers).values(row).onConflictDoNothing();
}

export type FeeVatRow = typeof feeVats.$inferSelect;

/** Which fees stand together on one invoice: of a brand, in a month, a currency and at a rate. The month is not part of it. */
export function vatGroupOf({
  brandId,
  currency,
  rateBps,
}: Pick<FeeVatRow, "brandId" | "currency" | "rateBps">): string {
  return `${brandId} ${currency} ${rateBps}`;
}

/** Fees of these brands and their VAT in a period, by group. Read it with the brands' balances locked. */
export async function sumFeeVats(
  tx: Tx,
  brandIds: readonly string[],
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<Map<string, VatSoFar>> {
  if (brandIds.length === 0) return new Map();
  const rows = await tx
    .select({
      brandId: feeVats.brandId,
      currency: feeVats.currency,
      rateBps: feeVats.rateBps,
      net: sql<string>`sum(${feeVats.netMinor})`,
      vat: sql<string>`sum(${feeVats.vatMinor})`,
    })
    .from(feeVats)
    .where(and(inArray(feeVats.brandId, [...brandIds]), gte(feeVats.occurredAt, from), lt(feeVats.occurredAt, until)))
    .groupBy(feeVats.brandId, feeVats.currency, feeVats.rateBps);
  return new Map(
    rows.map(({ net, vat, ...group }) => [vatGroupOf(group), { netMinor: BigInt(net), vatMinor: BigInt(vat) }]),
  );
}

/** How VAT stood on the fees that were charged with this payout, by brand; absent for fees from before there was VAT. */
export async function findSentFeeVats(tx: Tx, payoutId: string): Promise<FeeVatRow[]> {
  return tx
    .select()
    .from(feeVats)
    .where(and(eq(feeVats.payoutId, payoutId), eq(feeVats.kind, "sent")));
}

/** Rows per insert; each has eleven parameters and PostgreSQL takes 65 535 of them. */
const ROWS_PER_INSERT = 1_000;

export async function insertFeeVats(tx: Tx, rows: readonly FeeVatRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await tx.insert(feeVats).values(rows.slice(from, from + ROWS_PER_INSERT));
  }
}
