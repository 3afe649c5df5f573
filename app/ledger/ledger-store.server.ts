import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import type { Posting } from "./posting.ts";

export interface NewTransaction {
  readonly id: string;
  readonly inputHash: string;
  readonly recordedAt: Date;
}

/** Inserts the transaction with its entries. False, and nothing written, when the key is taken already. */
export async function insertTransaction(
  tx: Tx,
  brandId: string,
  posting: Posting,
  { id, inputHash, recordedAt }: NewTransaction,
): Promise<boolean> {
  const row: Omit<typeof ledgerTransactions.$inferSelect, "rowHash"> = {
    brandId,
    id,
    idempotencyKey: posting.idempotencyKey,
    inputHash,
    eventCode: posting.eventCode,
    sentence: posting.sentence,
    saleId: posting.saleId ?? null,
    commissionId: posting.commissionId ?? null,
    payoutId: posting.payoutId ?? null,
    occurredAt: posting.occurredAt,
    recordedAt,
  };
  const inserted = await tx
    .insert(ledgerTransactions)
    .values({ ...row, rowHash: rowHashOf(row) })
    .onConflictDoNothing({ target: [ledgerTransactions.brandId, ledgerTransactions.idempotencyKey] })
    .returning({ id: ledgerTransactions.id });
  if (inserted.length === 0) return false;
  await tx.insert(ledgerEntries).values(
    posting.entries.map((entry, position) => ({
      brandId,
      transactionId: id,
      position,
      account: entry.account,
      currency: entry.currency,
      amountMinor: entry.amountMinor,
      saleLineId: entry.saleLineId ?? null,
    })),
  );
  return true;
}

/** The transaction booked under a key; undefined when there is none. */
export async function findTransaction(
  tx: Tx,
  brandId: string,
  idempotencyKey: string,
): Promise<{ id: string; inputHash: string } | undefined> {
  const [row] = await tx
    .select({ id: ledgerTransactions.id, inputHash: ledgerTransactions.inputHash })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.brandId, brandId), eq(ledgerTransactions.idempotencyKey, idempotencyKey)));
  return row;
}

/** The sum of an account's entries in one currency; 0 for an account nobody posted to. */
export async function balanceOf(tx: Tx, brandId: string, account: string, currency: string): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}), 0)` })
    .from(ledgerEntries)
    .where(
      and(eq(ledgerEntries.brandId, brandId), eq(ledgerEntries.account, account), eq(ledgerEntries.currency, currency)),
    );
  return BigInt(row?.sum ?? 0);
}

/** Every account of a brand with its balance, by account and currency. */
export async function balancesOf(
  tx: Tx,
  brandId: string,
): Promise<{ account: string; currency: string; balanceMinor: bigint }[]> {
  const rows = await tx
    .select({
      account: ledgerEntries.account,
      currency: ledgerEntries.currency,
      sum: sql<string>`sum(${ledgerEntries.amountMinor})`,
    })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.brandId, brandId))
    .groupBy(ledgerEntries.account, ledgerEntries.currency)
    .orderBy(ledgerEntries.account, ledgerEntries.currency);
  return rows.map(({ account, currency, sum }) => ({ account, currency, balanceMinor: BigInt(sum) }));
}
