import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { payouts } from "#db/schema/payouts.ts";
import { brandInvoiceDetails, selfBillingAgreements, selfBillingInvoices } from "#db/schema/tax.ts";
import type { Party } from "./invoice.ts";

export type AgreementRow = typeof selfBillingAgreements.$inferSelect;
export type InvoiceRow = typeof selfBillingInvoices.$inferSelect;

/** A creator's latest agreement, or withdrawal; with a moment, the one that was in force then. */
export async function findAgreement(tx: Tx, creatorId: string, at?: Date): Promise<AgreementRow | undefined> {
  const [row] = await tx
    .select()
    .from(selfBillingAgreements)
    .where(
      and(
        eq(selfBillingAgreements.creatorId, creatorId),
        at === undefined ? undefined : sql`${selfBillingAgreements.createdAt} <= ${at.toISOString()}`,
      ),
    )
    .orderBy(desc(selfBillingAgreements.version))
    .limit(1);
  return row;
}

export async function insertAgreement(tx: Tx, row: AgreementRow): Promise<void> {
  await tx.insert(selfBillingAgreements).values(row);
}

/** A brand's details as they go on invoices now; undefined where it has given none. */
export async function findBrandInvoiceDetails(tx: Tx, brandId: string) {
  const [row] = await tx
    .select()
    .from(brandInvoiceDetails)
    .where(eq(brandInvoiceDetails.brandId, brandId))
    .orderBy(desc(brandInvoiceDetails.version))
    .limit(1);
  return row;
}

/** The brand as it goes on invoices. */
export function partyOf(details: typeof brandInvoiceDetails.$inferSelect): Party {
  const { legalName: name, street, city, region, postalCode, country, vatId } = details;
  return { name, street, city, region, postalCode, country, vatId };
}

export async function insertBrandInvoiceDetails(tx: Tx, row: typeof brandInvoiceDetails.$inferInsert): Promise<void> {
  await tx.insert(brandInvoiceDetails).values(row);
}

/** A payment of one brand to one creator that arrived and has no paper yet although self-billing was agreed to. */
export interface DuePayment {
  readonly payoutId: string;
  readonly creatorId: string;
  readonly brandId: string;
  readonly brandName: string;
  readonly batchName: string;
  readonly currency: string;
  readonly settledAt: Date;
  readonly withheldMinor: bigint;
  readonly earnedMinor: bigint;
  readonly earnedCount: number;
  readonly clawedBackMinor: bigint;
  readonly clawedBackCount: number;
}

/** Payments without a paper, oldest first; of one creator, or of any up to a limit. */
export async function findDuePayments(tx: Tx, creatorId: string | null, limit: number): Promise<DuePayment[]> {
  const rows = await tx.execute<{
    [column: string]: unknown;
    payout_id: string;
    creator_id: string;
    brand_id: string;
    brand_name: string;
    batch_name: string;
    currency: string;
    settled_at: string;
    withheld: string;
    earned: string;
    earned_count: number;
    clawed_back: string;
    clawed_back_count: number;
  }>(sql`
    select p.id as payout_id, p.creator_id, l.brand_id, b.name as brand_name, t.name as batch_name, p.currency,
      to_char(p.settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as settled_at, p.withheld_minor::text as withheld,
      coalesce(sum(l.amount_minor) filter (where l.amount_minor > 0), 0)::text as earned,
      (count(*) filter (where l.amount_minor > 0))::int as earned_count,
      coalesce(sum(l.amount_minor) filter (where l.amount_minor < 0), 0)::text as clawed_back,
      (count(*) filter (where l.amount_minor < 0))::int as clawed_back_count
    from payouts p
    join batches t on t.id = p.batch_id
    join payout_lines l on l.payout_id = p.id
    join brands b on b.id = l.brand_id
    where p.status = 'settled' ${creatorId === null ? sql`` : sql`and p.creator_id = ${creatorId}`}
      and (select a.is_agreed from self_billing_agreements a where a.creator_id = p.creator_id and a.created_at <= p.settled_at
        order by a.version desc limit 1)
      and not exists (select from self_billing_invoices i where i.brand_id = l.brand_id and i.payout_id = p.id)
    group by p.id, t.id, b.id, l.brand_id
    having sum(l.amount_minor) <> 0
    order by p.settled_at, p.id, l.brand_id
    limit ${limit}`);
  return rows.map((row) => ({
    payoutId: row.payout_id,
    creatorId: row.creator_id,
    brandId: row.brand_id,
    brandName: row.brand_name,
    batchName: row.batch_name,
    currency: row.currency,
    settledAt: new Date(row.settled_at),
    withheldMinor: BigInt(row.withheld),
    earnedMinor: BigInt(row.earned),
    earnedCount: row.earned_count,
    clawedBackMinor: BigInt(row.clawed_back),
    clawedBackCount: row.clawed_back_count,
  }));
}

/** What each brand paid with a payout, by brand: as withholding was split over it. */
export async function findBrandParts(tx: Tx, payoutId: string): Promise<{ brandId: string; amountMinor: bigint }[]> {
  const rows = await tx.execute<{ [column: string]: unknown; brand_id: string; sum: string }>(sql`
    select brand_id, sum(amount_minor)::text as sum from payout_lines where payout_id = ${payoutId} group by brand_id order by brand_id`);
  return rows.map((row) => ({ brandId: row.brand_id, amountMinor: BigInt(row.sum) }));
}

/** Papers of payouts that came back, which nothing takes back yet; of one creator, or of any up to a limit. */
export async function findPapersOfReturned(tx: Tx, creatorId: string | null, limit: number): Promise<InvoiceRow[]> {
  return tx
    .select()
    .from(selfBillingInvoices)
    .where(
      and(
        creatorId === null ? undefined : eq(selfBillingInvoices.creatorId, creatorId),
        inArray(
          selfBillingInvoices.payoutId,
          tx.select({ id: payouts.id }).from(payouts).where(eq(payouts.status, "returned")),
        ),
        sql`not exists (select from self_billing_invoices o where o.brand_id = ${selfBillingInvoices.brandId}
          and o.payout_id = ${selfBillingInvoices.payoutId} and o.id <> ${selfBillingInvoices.id})`,
      ),
    )
    .orderBy(selfBillingInvoices.creatorId, selfBillingInvoices.year, selfBillingInvoices.number)
    .limit(limit);
}

/** The invoices of a brand on which commissions stand that a payout claws back, oldest first. */
export async function findCorrectedInvoices(tx: Tx, brandId: string, payoutId: string): Promise<InvoiceRow[]> {
  return tx
    .select()
    .from(selfBillingInvoices)
    .where(
      and(
        eq(selfBillingInvoices.brandId, brandId),
        eq(selfBillingInvoices.kind, "invoice"),
        sql`${selfBillingInvoices.payoutId} <> ${payoutId} and exists (
          select from payout_lines earlier join payout_lines later
            on later.brand_id = earlier.brand_id and later.commission_id = earlier.commission_id
          where earlier.brand_id = ${selfBillingInvoices.brandId} and earlier.payout_id = ${selfBillingInvoices.payoutId}
            and earlier.amount_minor > 0 and later.payout_id = ${payoutId} and later.amount_minor < 0)`,
      ),
    )
    .orderBy(selfBillingInvoices.year, selfBillingInvoices.number);
}

/** The next number of a creator's series in a year. Call it with the creator locked: then there are no gaps and no doubles. */
export async function nextInvoiceNumber(tx: Tx, creatorId: string, year: number): Promise<number> {
  const [row] = await tx
    .select({ latest: sql<number>`coalesce(max(${selfBillingInvoices.number}), 0)::int` })
    .from(selfBillingInvoices)
    .where(and(eq(selfBillingInvoices.creatorId, creatorId), eq(selfBillingInvoices.year, year)));
  return (row?.latest ?? 0) + 1;
}

export async function insertInvoice(tx: Tx, row: InvoiceRow): Promise<void> {
  await tx.insert(selfBillingInvoices).values(row);
}

/** A page of a creator's papers, latest first, with how many there are. */
export async function listInvoices(tx: Tx, creatorId: string, page: { offset: number; limit: number }) {
  const rows = await tx
    .select({
      id: selfBillingInvoices.id,
      kind: selfBillingInvoices.kind,
      year: selfBillingInvoices.year,
      number: selfBillingInvoices.number,
      currency: selfBillingInvoices.currency,
      totalMinor: selfBillingInvoices.totalMinor,
      vatMinor: selfBillingInvoices.vatMinor,
      issuedAt: selfBillingInvoices.issuedAt,
      payoutId: selfBillingInvoices.payoutId,
      brandName: brands.name,
    })
    .from(selfBillingInvoices)
    .innerJoin(brands, eq(brands.id, selfBillingInvoices.brandId))
    .where(eq(selfBillingInvoices.creatorId, creatorId))
    .orderBy(desc(selfBillingInvoices.year), desc(selfBillingInvoices.number))
    .limit(page.limit)
    .offset(page.offset);
  const [count] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(selfBillingInvoices)
    .where(eq(selfBillingInvoices.creatorId, creatorId));
  return { rows, total: count?.total ?? 0 };
}

/** One of a creator's own papers; undefined for anybody else's. */
export async function findOwnInvoice(tx: Tx, creatorId: string, invoiceId: string): Promise<InvoiceRow | undefined> {
  const [row] = await tx
    .select()
    .from(selfBillingInvoices)
    .where(and(eq(selfBillingInvoices.id, invoiceId), eq(selfBillingInvoices.creatorId, creatorId)));
  return row;
}
