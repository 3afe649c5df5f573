import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Rail } from "#app/payouts/payout.ts";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { topUps } from "#db/schema/billing.ts";
import { brands } from "#db/schema/brands.ts";
import { batches, payouts } from "#db/schema/payouts.ts";
import { railStatementLines, railStatements } from "#db/schema/reconciliation.ts";
import type { Coverage } from "./finding.ts";
import { STATEMENTS_SHOWN, LINES_SHOWN } from "./page-sizes.ts";
import { fundingLineKinds } from "./rail-statement.ts";

export type StatementRow = typeof railStatements.$inferSelect;
export type NewLine = typeof railStatementLines.$inferInsert;

/** Rows per statement; each has ten parameters and PostgreSQL takes 65 535 of them. */
const ROWS_PER_INSERT = 1_000;
const KEYS_PER_QUERY = 5_000;

/** The statement with these bytes, if it was uploaded before. */
export async function findSameStatement(tx: Tx, rail: Rail, sha256: string): Promise<StatementRow | undefined> {
  const [row] = await tx
    .select()
    .from(railStatements)
    .where(and(eq(railStatements.rail, rail), eq(railStatements.sha256, sha256)));
  return row;
}

/** Which of these lines another statement has told already. */
export async function findKnownKeys(tx: Tx, rail: Rail, lineKeys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let from = 0; from < lineKeys.length; from += KEYS_PER_QUERY) {
    const rows = await tx
      .select({ lineKey: railStatementLines.lineKey })
      .from(railStatementLines)
      .where(
        and(
          eq(railStatementLines.rail, rail),
          inArray(railStatementLines.lineKey, lineKeys.slice(from, from + KEYS_PER_QUERY)),
        ),
      );
    for (const { lineKey } of rows) known.add(lineKey);
  }
  return known;
}

/** Writes a statement with its new lines. Throws on `rail_statements_unique` and `rail_statement_lines_key_unique` for what is there. */
export async function insertStatement(tx: Tx, statement: StatementRow, lines: readonly NewLine[]): Promise<void> {
  await tx.insert(railStatements).values(statement);
  for (let from = 0; from < lines.length; from += ROWS_PER_INSERT) {
    await tx.insert(railStatementLines).values(lines.slice(from, from + ROWS_PER_INSERT));
  }
}

/** A sent payout a line may name. */
export interface NamedPayout {
  readonly payoutId: string;
  readonly batchId: string;
  readonly batchName: string;
  readonly status: string;
  readonly currency: string;
  readonly paidMinor: bigint;
}

export interface ReferenceForms {
  /** Our ids without dashes, in small letters, and ends of them. */
  readonly wholeIds: readonly string[];
  readonly idEnds: readonly string[];
  /** As the rail wrote them: its own names of payments, names of batches. */
  readonly texts: readonly string[];
}

/** Sent payouts of a rail by every reference that may name them: id, end of an id, the provider's name, name of the batch. */
export async function findNamedPayouts(tx: Tx, rail: Rail, { wholeIds, idEnds, texts }: ReferenceForms) {
  const plainId = sql<string>`replace(${payouts.id}::text, '-', '')`;
  const isOneOf = (column: unknown, values: readonly string[]) =>
    sql`${column} = any(${sql.param([...values])}::text[])`;
  const lengths = [...new Set(idEnds.map((end) => end.length))];
  const named = [
    isOneOf(plainId, wholeIds),
    isOneOf(payouts.railReference, texts),
    isOneOf(batches.name, texts),
    ...lengths.map((length) =>
      isOneOf(
        sql`right(${plainId}, ${sql.raw(String(length))})`,
        idEnds.filter((end) => end.length === length),
      ),
    ),
  ];
  return tx
    .select({
      payoutId: payouts.id,
      batchId: payouts.batchId,
      batchName: batches.name,
      status: payouts.status,
      currency: payouts.paidCurrency,
      paidMinor: payouts.paidMinor,
      railReference: payouts.railReference,
    })
    .from(payouts)
    .innerJoin(batches, eq(batches.id, payouts.batchId))
    .where(and(eq(batches.rail, rail), eq(batches.status, "sent"), sql`(${sql.join(named, sql` or `)})`))
    .orderBy(asc(payouts.id));
}

/** The days each rail has told us of. */
export async function findCoverage(tx: Tx): Promise<Map<Rail, Coverage>> {
  const rows = await tx
    .select({
      rail: railStatements.rail,
      from: sql<string>`min(${railStatements.periodFrom})::text`,
      until: sql<string>`max(${railStatements.periodUntil})::text`,
    })
    .from(railStatements)
    .where(sql`${railStatements.format} <> 'pain.002'`)
    .groupBy(railStatements.rail);
  return new Map(rows.map(({ rail, from, until }) => [rail, { from, until }]));
}

/** The last day a provider's own records were read of; null before the first time. */
export async function findLastFetchedDay(tx: Tx, rail: Rail): Promise<string | null> {
  const [row] = await tx
    .select({ until: sql<string | null>`max(${railStatements.periodUntil})::text` })
    .from(railStatements)
    .where(and(eq(railStatements.rail, rail), eq(railStatements.format, "api")));
  return row?.until ?? null;
}

/** The day of the first thing we did at Stripe: a top-up that was opened, or a batch that was sent; null before. */
export async function findFirstStripeDay(tx: Tx): Promise<string | null> {
  const [row] = await tx.execute<{ day: string | null }>(sql`
    select to_char(least((select min(requested_at) from top_ups where source = 'stripe'),
      (select min(sent_at) from batches where rail = 'stripe')) at time zone 'UTC', 'YYYY-MM-DD') as day`);
  return row?.day ?? null;
}

/** What the new lines of a statement come to, by kind and currency, with what the provider kept. */
export async function sumLines(tx: Tx, statementId: string) {
  return tx
    .select({
      kind: railStatementLines.kind,
      currency: railStatementLines.currency,
      lineCount: sql<number>`count(*)::int`,
      amountMinor: sql<bigint>`sum(${railStatementLines.amountMinor})`.mapWith(BigInt),
      feeMinor: sql<bigint>`sum(${railStatementLines.feeMinor})`.mapWith(BigInt),
    })
    .from(railStatementLines)
    .where(eq(railStatementLines.statementId, statementId))
    .groupBy(railStatementLines.kind, railStatementLines.currency)
    .orderBy(railStatementLines.currency, railStatementLines.kind);
}

/** Statements, newest first. */
export async function listStatements(tx: Tx, page: number) {
  const rows = await tx
    .select({
      id: railStatements.id,
      rail: railStatements.rail,
      format: railStatements.format,
      name: railStatements.name,
      periodFrom: railStatements.periodFrom,
      periodUntil: railStatements.periodUntil,
      lineCount: railStatements.lineCount,
      newLineCount: railStatements.newLineCount,
      uploadedAt: railStatements.uploadedAt,
      uploadedByName: sql<string>`coalesce(${users.name}, 'Fairshare')`,
    })
    .from(railStatements)
    .leftJoin(users, eq(users.id, railStatements.uploadedBy))
    .orderBy(desc(railStatements.uploadedAt), desc(railStatements.id))
    .limit(STATEMENTS_SHOWN)
    .offset((page - 1) * STATEMENTS_SHOWN);
  const [count] = await tx.select({ total: sql<number>`count(*)::int` }).from(railStatements);
  return { rows, total: count?.total ?? 0 };
}

/** A statement with one page of its lines; undefined for an unknown one. */
export async function findStatement(tx: Tx, statementId: string, page: number) {
  const [statement] = await tx.select().from(railStatements).where(eq(railStatements.id, statementId));
  if (!statement) return undefined;
  const lines = await tx
    .select({
      position: railStatementLines.position,
      kind: railStatementLines.kind,
      reference: railStatementLines.reference,
      currency: railStatementLines.currency,
      amountMinor: railStatementLines.amountMinor,
      bookedOn: railStatementLines.bookedOn,
      feeMinor: railStatementLines.feeMinor,
      reason: railStatementLines.reason,
      payoutId: railStatementLines.payoutId,
      batchId: payouts.batchId,
      batchName: batches.name,
      brandName: brands.name,
      brandSlug: brands.slug,
    })
    .from(railStatementLines)
    .leftJoin(payouts, eq(payouts.id, railStatementLines.payoutId))
    .leftJoin(batches, eq(batches.id, payouts.batchId))
    .leftJoin(
      topUps,
      and(eq(topUps.paymentId, railStatementLines.reference), inArray(railStatementLines.kind, [...fundingLineKinds])),
    )
    .leftJoin(brands, eq(brands.id, topUps.brandId))
    .where(eq(railStatementLines.statementId, statementId))
    .orderBy(asc(railStatementLines.position))
    .limit(LINES_SHOWN)
    .offset((page - 1) * LINES_SHOWN);
  return { statement, lines };
}
