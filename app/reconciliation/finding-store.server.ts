import { and, desc, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { PayoutStatus, Rail } from "#app/payouts/payout.ts";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { railStatementLines, railStatements, reconciliationNotes } from "#db/schema/reconciliation.ts";
import type { ComparedPayout } from "./finding.ts";
import { MAX_FINDINGS } from "./page-sizes.ts";
import { fundingLineKinds, payoutLineKinds } from "./rail-statement.ts";

/** A payout to compare, with what a screen says of it. */
export interface ComparedRow extends ComparedPayout {
  readonly batchId: string;
  readonly batchName: string;
  readonly creatorName: string;
  readonly currency: string;
  readonly paidCurrency: string;
}

interface RawRow {
  readonly [column: string]: unknown;
  readonly payout_id: string;
  readonly rail: Rail;
  readonly status: PayoutStatus;
  readonly sent_on: string;
  readonly amount_minor: string;
  readonly ledger_minor: string;
  readonly paid_minor: string;
  readonly rail_minor: string | null;
  readonly has_foreign_line: boolean;
  readonly batch_id: string;
  readonly batch_name: string;
  readonly creator_name: string;
  readonly currency: string;
  readonly paid_currency: string;
}

/**
 * Every sent payout of a rail since a day beside the ledger and the rail; `all` for a report, else only those that may disagree. The
 * ledger is read by its brands, so that each look-up goes through an index.
 */
export async function findCompared(
  tx: Tx,
  { rail, since, all, payoutId }: { rail?: Rail; since?: string; all: boolean; payoutId?: string },
): Promise<ComparedRow[]> {
  const rows = await tx.execute<RawRow>(sql`
    with compared as (
      select p.id as payout_id, b.rail, p.status, to_char(b.sent_at at time zone 'UTC', 'YYYY-MM-DD') as sent_on,
        p.amount_minor - p.withheld_minor as amount_minor,
        p.paid_minor, b.id as batch_id, b.name as batch_name, c.name as creator_name, p.currency, p.paid_currency,
        (select coalesce(sum(e.amount_minor), 0) from (select distinct brand_id from payout_lines where payout_id = p.id) paying
          join ledger_transactions t on t.brand_id = paying.brand_id and t.payout_id = p.id and t.event_code = 'payout.sent'
          join ledger_entries e on e.brand_id = t.brand_id and e.transaction_id = t.id and e.currency = p.currency
            and e.account like 'creator:%:in_transit') as ledger_minor,
        told.rail_minor, coalesce(told.has_foreign_line, false) as has_foreign_line
      from payouts p
      join batches b on b.id = p.batch_id
      join creators c on c.id = p.creator_id
      left join lateral (
        select sum(case when l.currency <> p.paid_currency then 0 when l.kind = 'paid' then l.amount_minor else -l.amount_minor end) as rail_minor,
          bool_or(l.currency <> p.paid_currency) as has_foreign_line
        from rail_statement_lines l where l.payout_id = p.id and l.kind <> 'rejected' having count(*) > 0
      ) told on true
      where b.status = 'sent' and p.status in ('in-transit', 'settled', 'returned')
        ${rail === undefined ? sql`` : sql`and b.rail = ${rail}`}
        ${since === undefined ? sql`` : sql`and b.sent_at >= ${since}::date`}
        ${payoutId === undefined ? sql`` : sql`and p.id = ${payoutId}`}
    )
    select * from compared
    ${
      all
        ? sql``
        : sql`where ledger_minor <> amount_minor or has_foreign_line or status = 'returned' or rail_minor is distinct from paid_minor`
    }
    order by sent_on desc, payout_id`);
  return [...rows].map((row) => ({
    ...{ payoutId: row.payout_id, rail: row.rail, status: row.status, sentOn: row.sent_on },
    ...{
      amountMinor: BigInt(row.amount_minor),
      ledgerMinor: BigInt(row.ledger_minor),
      paidMinor: BigInt(row.paid_minor),
    },
    ...{ railMinor: row.rail_minor === null ? null : BigInt(row.rail_minor), hasForeignLine: row.has_foreign_line },
    ...{ batchId: row.batch_id, batchName: row.batch_name, creatorName: row.creator_name },
    ...{ currency: row.currency, paidCurrency: row.paid_currency },
  }));
}

/** How many sent payouts of which rail the rail has told of to the cent. */
export async function countMatched(tx: Tx): Promise<{ rail: Rail; count: number }[]> {
  return [
    ...(await tx.execute<{ rail: Rail; count: number }>(sql`
      select b.rail, count(*)::int as count
      from payouts p join batches b on b.id = p.batch_id
      where b.status = 'sent' and p.paid_minor * (case p.status when 'returned' then 0 else 1 end) = (
        select sum(case l.kind when 'paid' then l.amount_minor else -l.amount_minor end)
        from rail_statement_lines l where l.payout_id = p.id and l.kind <> 'rejected' and l.currency = p.paid_currency)
      group by b.rail`)),
  ];
}

const extraColumns = {
  statementId: railStatementLines.statementId,
  position: railStatementLines.position,
  rail: railStatementLines.rail,
  reference: railStatementLines.reference,
  currency: railStatementLines.currency,
  amountMinor: railStatementLines.amountMinor,
  bookedOn: railStatementLines.bookedOn,
  statementName: railStatements.name,
  kind: railStatementLines.kind,
};

/**
 * Payments a rail tells of that are none of ours, newest first: none of our payouts, or no top-up of a brand. What the provider keeps for
 * itself, and the platform's own money, is nobody's payment.
 */
export async function findExtras(tx: Tx, of: { rail?: Rail; statementId?: string; position?: number } = {}) {
  return tx
    .select(extraColumns)
    .from(railStatementLines)
    .innerJoin(railStatements, eq(railStatements.id, railStatementLines.statementId))
    .where(
      and(
        isNull(railStatementLines.payoutId),
        or(
          inArray(railStatementLines.kind, [...payoutLineKinds, "other"]),
          and(
            inArray(railStatementLines.kind, [...fundingLineKinds]),
            sql`not exists (select from top_ups t where t.payment_id = ${railStatementLines.reference})`,
          ),
        ),
        of.rail === undefined ? undefined : eq(railStatementLines.rail, of.rail),
        of.statementId === undefined ? undefined : eq(railStatementLines.statementId, of.statementId),
        of.position === undefined ? undefined : eq(railStatementLines.position, of.position),
      ),
    )
    .orderBy(desc(railStatementLines.bookedOn), railStatementLines.statementId, railStatementLines.position)
    .limit(MAX_FINDINGS);
}

/** The notes on differences, by what they are kept under; the newest of each. */
export async function findNotes(tx: Tx): Promise<Map<string, { note: string; byName: string; notedAt: Date }>> {
  const rows = await tx
    .select({
      findingKey: reconciliationNotes.findingKey,
      note: reconciliationNotes.note,
      byName: users.name,
      notedAt: reconciliationNotes.notedAt,
    })
    .from(reconciliationNotes)
    .innerJoin(users, eq(users.id, reconciliationNotes.notedBy))
    .orderBy(reconciliationNotes.notedAt, reconciliationNotes.id);
  return new Map(rows.map(({ findingKey, ...note }) => [findingKey, note]));
}

export async function insertNote(tx: Tx, note: typeof reconciliationNotes.$inferInsert): Promise<void> {
  await tx.insert(reconciliationNotes).values(note);
}

/** What a rail says of one payout, line by line. */
export async function findLinesOf(tx: Tx, payoutId: string) {
  return tx
    .select({
      statementId: railStatementLines.statementId,
      statementName: railStatements.name,
      position: railStatementLines.position,
      kind: railStatementLines.kind,
      currency: railStatementLines.currency,
      amountMinor: railStatementLines.amountMinor,
      bookedOn: railStatementLines.bookedOn,
      reason: railStatementLines.reason,
    })
    .from(railStatementLines)
    .innerJoin(railStatements, eq(railStatements.id, railStatementLines.statementId))
    .where(eq(railStatementLines.payoutId, payoutId))
    .orderBy(railStatementLines.bookedOn, railStatementLines.position);
}

/** What the ledger says of one payout, entry by entry. */
export function findLedgerOf(tx: Tx, payoutId: string) {
  const ofItsBrands = sql`${ledgerTransactions.brandId} in (select brand_id from payout_lines where payout_id = ${payoutId})`;
  return findEntriesWhere(tx, and(eq(ledgerTransactions.payoutId, payoutId), ofItsBrands));
}

/** What the ledger says of some transactions, entry by entry. */
export async function findEntriesWhere(tx: Tx, ofTransactions: SQL | undefined) {
  return tx
    .select({
      transactionId: ledgerTransactions.id,
      position: ledgerEntries.position,
      sentence: ledgerTransactions.sentence,
      occurredAt: ledgerTransactions.occurredAt,
      account: ledgerEntries.account,
      currency: ledgerEntries.currency,
      amountMinor: ledgerEntries.amountMinor,
    })
    .from(ledgerTransactions)
    .innerJoin(
      ledgerEntries,
      and(
        eq(ledgerEntries.brandId, ledgerTransactions.brandId),
        eq(ledgerEntries.transactionId, ledgerTransactions.id),
      ),
    )
    .where(ofTransactions)
    .orderBy(ledgerTransactions.occurredAt, ledgerTransactions.id, ledgerEntries.position);
}
