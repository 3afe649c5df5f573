import { desc, eq, inArray, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { closedBooks, monthClosings, statementSeals } from "#db/schema/months.ts";
import type { StatementMonth } from "#app/statements/statement.ts";
import type { MonthFacts } from "./month-checklist.ts";

export type Closing = typeof monthClosings.$inferSelect;

/** Reads a closing and keeps every other change of it waiting until this transaction ends. */
export async function lockClosing(tx: Tx, closingId: string): Promise<Closing | null> {
  const [row] = await tx.select().from(monthClosings).where(eq(monthClosings.id, closingId)).for("no key update");
  return row ?? null;
}

/** Adds a closing unless the month has one that stands: the unique key decides between two at once. */
export async function insertClosing(
  tx: Tx,
  closing: Pick<Closing, "id" | "month" | "proposedBy" | "proposedAt">,
): Promise<"inserted" | "exists"> {
  const rows = await tx
    .insert(monthClosings)
    .values({ ...closing, status: "proposed" })
    .onConflictDoNothing()
    .returning({ id: monthClosings.id });
  return rows.length > 0 ? "inserted" : "exists";
}

export async function updateClosing(tx: Tx, closingId: string, change: Partial<Closing>): Promise<void> {
  await tx.update(monthClosings).set(change).where(eq(monthClosings.id, closingId));
}

/** The latest month that is closed, such as `2026-06`; null while none is. */
export async function findLatestClosed(tx: Tx): Promise<string | null> {
  const [row] = await tx
    .select({ month: monthClosings.month })
    .from(monthClosings)
    .where(inArray(monthClosings.status, ["closed", "reopening"]))
    .orderBy(desc(monthClosings.month))
    .limit(1);
  return row?.month ?? null;
}

/** From now on no posting may say that it happened before this instant. Waits for every transaction that has just asked. */
export async function saveClosedBefore(tx: Tx, closedBefore: Date | null): Promise<void> {
  await tx.update(closedBooks).set({ closedBefore });
}

/** Seals every creator's statement of a month, as the books have it now. Returns how many there are. */
export async function sealStatements(tx: Tx, closingId: string, { from, until }: StatementMonth): Promise<number> {
  const sealed = await tx.execute(sql`
    insert into statement_seals (closing_id, creator_id, entry_count, sha256)
    select ${closingId}::uuid, h.creator_id, h.entry_count, h.sha256
    from statement_hashes(${from.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz) h`);
  return sealed.count;
}

export async function countSeals(tx: Tx, closingId: string): Promise<number> {
  const [row] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(statementSeals)
    .where(eq(statementSeals.closingId, closingId));
  return row?.total ?? 0;
}

const nameOf = (column: AnyPgColumn) => sql<string | null>`(select u.name from users u where u.id = ${column})`;

/** Closings with the names behind them, of one month or of all, the latest first. */
export async function listClosings(tx: Tx, month?: string) {
  return tx
    .select({
      closing: monthClosings,
      proposedByName: nameOf(monthClosings.proposedBy),
      closedByName: nameOf(monthClosings.closedBy),
      reopenProposedByName: nameOf(monthClosings.reopenProposedBy),
    })
    .from(monthClosings)
    .where(month === undefined ? undefined : eq(monthClosings.month, month))
    .orderBy(desc(monthClosings.month), desc(monthClosings.proposedAt), desc(monthClosings.id));
}

/** When the first brand came: no month before it has anything to close. Null while there is none. */
export async function findFirstInstant(tx: Tx): Promise<Date | null> {
  const [row] = await tx.select({ createdAt: brands.createdAt }).from(brands).orderBy(brands.createdAt).limit(1);
  return row?.createdAt ?? null;
}

/** What the checklist counts, but for the books' own checks and reconciliation. */
export async function countForMonth(
  tx: Tx,
  { from, until }: StatementMonth,
  now: Date,
): Promise<Pick<MonthFacts, "openBatchCount" | "overdueInquiryCount" | "overdueAppealCount" | "unreviewedCount">> {
  const [end, at] = [until.toISOString(), now.toISOString()];
  const [row] = await tx.execute<Record<string, number>>(sql`select
    (select count(*)::int from batches where status in ('prepared', 'approved') and prepared_at < ${end}) as batches,
    (select count(*)::int from inquiries where status = 'open' and due_at < ${at} and opened_at < ${end}) as inquiries,
    (select count(*)::int from appeals where status = 'open' and due_at < ${at} and opened_at < ${end}) as appeals,
    (select count(*)::int from commissions where status = 'held' and held_minor <> 0 and hold_until < ${end}
      and hold_until >= ${from.toISOString()}) as review`);
  return {
    openBatchCount: row?.["batches"] ?? 0,
    overdueInquiryCount: row?.["inquiries"] ?? 0,
    overdueAppealCount: row?.["appeals"] ?? 0,
    unreviewedCount: row?.["review"] ?? 0,
  };
}

/** Payouts sent before the end of the month that the bank has neither settled nor returned. */
export async function countUnanswered(tx: Tx, { until }: StatementMonth): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from payouts p
    join batches b on b.id = p.batch_id
    where p.status = 'in-transit' and b.sent_at < ${until.toISOString()}`);
  return row?.count ?? 0;
}
