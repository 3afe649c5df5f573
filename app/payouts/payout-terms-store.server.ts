import { and, desc, eq, sql } from "drizzle-orm";
import { users } from "#db/schema/access.ts";
import { ownMinimums, payoutTerms } from "#db/schema/payouts.ts";
import type { Tx } from "#db/client.server.ts";
import { isAmong } from "#db/insert-rows.server.ts";
import { defaultPayoutTerms, type PayoutTerms } from "./payout-terms.ts";

/** Far more versions than are ever planned; older ones only stand in the history. */
const VERSIONS_READ = 200;

/** The terms in the order in which they take over from each other; the first are the defaults. */
export async function findPayoutTerms(tx: Tx): Promise<PayoutTerms[]> {
  const rows = await tx
    .select()
    .from(payoutTerms)
    .orderBy(desc(payoutTerms.inForceFrom), desc(payoutTerms.setAt), desc(payoutTerms.id))
    .limit(VERSIONS_READ);
  return [defaultPayoutTerms, ...rows.reverse().map(termsOf)];
}

function termsOf({ id, inForceFrom, schedule, minimums }: typeof payoutTerms.$inferSelect): PayoutTerms {
  const minimumMinor = Object.fromEntries(
    Object.entries(minimums).map(([currency, minor]) => [currency, BigInt(minor)]),
  );
  return { id, inForceFrom, schedule, minimumMinor };
}

export async function insertPayoutTerms(tx: Tx, row: typeof payoutTerms.$inferInsert): Promise<void> {
  await tx.insert(payoutTerms).values(row);
}

/** One page of everything that was set, the latest first, with who and why. */
export async function listPayoutTerms(tx: Tx, { offset, limit }: { readonly offset: number; readonly limit: number }) {
  const [counted] = await tx.select({ count: sql<number>`count(*)::int` }).from(payoutTerms);
  const rows = await tx
    .select({ terms: payoutTerms, setByName: users.name })
    .from(payoutTerms)
    .innerJoin(users, eq(users.id, payoutTerms.setBy))
    .orderBy(desc(payoutTerms.setAt), desc(payoutTerms.id))
    .limit(limit)
    .offset(offset);
  return {
    total: counted?.count ?? 0,
    rows: rows.map(({ terms, setByName }) => ({
      ...termsOf(terms),
      ...{ reason: terms.reason, setAt: terms.setAt, setByName },
    })),
  };
}

export async function insertOwnMinimum(tx: Tx, row: typeof ownMinimums.$inferInsert): Promise<void> {
  await tx.insert(ownMinimums).values(row);
}

/** From which amount on these creators want to be paid in a currency, by creator; absent where the platform's smallest payout is enough. */
export async function findOwnMinimums(
  tx: Tx,
  creatorIds: readonly string[],
  currency: string,
): Promise<Map<string, bigint>> {
  const rows = await tx
    .selectDistinctOn([ownMinimums.creatorId])
    .from(ownMinimums)
    .where(and(isAmong(ownMinimums.creatorId, creatorIds), eq(ownMinimums.currency, currency)))
    .orderBy(ownMinimums.creatorId, desc(ownMinimums.setAt), desc(ownMinimums.id));
  return minimumsBy(rows, ({ creatorId }) => creatorId);
}

/** What one creator chose, by currency. */
export async function findOwnMinimumsOf(tx: Tx, creatorId: string): Promise<Map<string, bigint>> {
  const rows = await tx
    .selectDistinctOn([ownMinimums.currency])
    .from(ownMinimums)
    .where(eq(ownMinimums.creatorId, creatorId))
    .orderBy(ownMinimums.currency, desc(ownMinimums.setAt), desc(ownMinimums.id));
  return minimumsBy(rows, ({ currency }) => currency);
}

type OwnMinimum = typeof ownMinimums.$inferSelect;

/** What stands now; who went back to the platform's smallest payout has none. */
function minimumsBy(rows: readonly OwnMinimum[], keyOf: (row: OwnMinimum) => string): Map<string, bigint> {
  return new Map(rows.flatMap((row) => (row.minimumMinor === null ? [] : [[keyOf(row), row.minimumMinor]])));
}
