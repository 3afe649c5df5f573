import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { creators } from "#db/schema/creators.ts";
import { payouts } from "#db/schema/payouts.ts";

/** A payout that arrived, as it is stored, with how many commissions it paid. */
export interface ArrivedPayout {
  readonly payoutId: string;
  readonly creatorId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly withheldMinor: bigint;
  readonly paidCurrency: string;
  readonly rate: string | null;
  readonly settledAt: Date;
  readonly returnedAt: Date | null;
  readonly activityCount: number;
}

/** Payouts that arrived between two instants, also those that came back since. */
export async function findArrivedPayouts(tx: Tx, from: Date, until: Date): Promise<ArrivedPayout[]> {
  const rows = await tx
    .select({
      payoutId: payouts.id,
      creatorId: payouts.creatorId,
      currency: payouts.currency,
      amountMinor: payouts.amountMinor,
      withheldMinor: payouts.withheldMinor,
      paidCurrency: payouts.paidCurrency,
      rate: payouts.rate,
      settledAt: payouts.settledAt,
      returnedAt: payouts.returnedAt,
      activityCount: sql<number>`(select count(*)::int from payout_lines l where l.payout_id = ${payouts.id} and l.amount_minor > 0)`,
    })
    .from(payouts)
    .where(
      and(inArray(payouts.status, ["settled", "returned"]), gte(payouts.settledAt, from), lt(payouts.settledAt, until)),
    )
    .orderBy(asc(payouts.settledAt), asc(payouts.id));
  return rows.flatMap(({ settledAt, ...row }) => (settledAt === null ? [] : [{ ...row, settledAt }]));
}

/** One page of creators who ever earned anything, by name; with a text, those whose name has it. */
export async function listEarners(tx: Tx, named: string, page: { offset: number; limit: number }) {
  const where = and(
    sql`exists (select from commissions c where c.creator_id = ${creators.id})`,
    named === "" ? undefined : sql`strpos(lower(${creators.name}), lower(${named})) > 0`,
  );
  const rows = await tx
    .select({ id: creators.id, name: creators.name, home: creators.country })
    .from(creators)
    .where(where)
    .orderBy(asc(creators.name), asc(creators.id))
    .limit(page.limit)
    .offset(page.offset);
  const [count] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(creators)
    .where(where);
  return { rows, total: count?.total ?? 0 };
}

export async function findCreator(tx: Tx, creatorId: string) {
  const [row] = await tx
    .select({ id: creators.id, name: creators.name, home: creators.country })
    .from(creators)
    .where(eq(creators.id, creatorId));
  return row;
}
