import { desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { isAmong } from "#db/insert-rows.server.ts";
import { creators, payeeDetails } from "#db/schema/creators.ts";
import { payouts } from "#db/schema/payouts.ts";
import { users } from "#db/schema/access.ts";
import type { PayeeKind } from "./payee-kinds.ts";

/** One version of where a creator's money goes, still sealed. */
export interface PayeeRow {
  readonly id: string;
  readonly creatorId: string;
  readonly version: number;
  readonly holderNameEncrypted: string;
  readonly kind: PayeeKind;
  readonly accountEncrypted: string;
  readonly accountEnding: string;
  readonly currency: string | null;
  readonly createdAt: Date;
  readonly usableFrom: Date;
}

/** The latest version of each creator who has one. */
export async function findLatestPayees(tx: Tx, creatorIds: readonly string[]): Promise<Map<string, PayeeRow>> {
  const rows = await tx
    .selectDistinctOn([payeeDetails.creatorId])
    .from(payeeDetails)
    .where(isAmong(payeeDetails.creatorId, creatorIds))
    .orderBy(payeeDetails.creatorId, desc(payeeDetails.version));
  return new Map(rows.map((row) => [row.creatorId, row]));
}

/** All versions of one creator, newest first. */
export async function findPayeeVersions(tx: Tx, creatorId: string): Promise<PayeeRow[]> {
  return tx
    .select()
    .from(payeeDetails)
    .where(eq(payeeDetails.creatorId, creatorId))
    .orderBy(desc(payeeDetails.version));
}

export async function insertPayeeDetails(tx: Tx, row: PayeeRow): Promise<void> {
  await tx.insert(payeeDetails).values(row);
}

/** The creator's account and name, locked, so that two changes at once follow each other. */
export async function lockCreator(
  tx: Tx,
  creatorId: string,
): Promise<{ userId: string; name: string; email: string } | undefined> {
  const [row] = await tx
    .select({ userId: creators.userId, name: creators.name, email: users.email })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.userId))
    .where(eq(creators.id, creatorId))
    .for("no key update", { of: creators });
  return row;
}

/** Names of creators by id. */
export async function findCreatorNames(tx: Tx, creatorIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: creators.id, name: creators.name })
    .from(creators)
    .where(isAmong(creators.id, creatorIds));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A payout with the sealed details it goes to, and what arrives there. */
export interface SealedPayment {
  readonly payoutId: string;
  readonly creatorName: string;
  readonly creatorEmail: string;
  readonly kind: PayeeKind;
  readonly accountEnding: string;
  readonly holderNameEncrypted: string;
  readonly accountEncrypted: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What the payouts of a batch, or of one call to a provider, carry: in the order of the payouts' ids. */
export async function findSealedPayments(
  tx: Tx,
  of: { readonly batchId: string } | { readonly parcelId: string },
): Promise<SealedPayment[]> {
  return tx
    .select({
      payoutId: payouts.id,
      creatorName: creators.name,
      creatorEmail: users.email,
      kind: payeeDetails.kind,
      accountEnding: payeeDetails.accountEnding,
      holderNameEncrypted: payeeDetails.holderNameEncrypted,
      accountEncrypted: payeeDetails.accountEncrypted,
      currency: payouts.paidCurrency,
      amountMinor: payouts.paidMinor,
    })
    .from(payouts)
    .innerJoin(creators, eq(creators.id, payouts.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .innerJoin(payeeDetails, eq(payeeDetails.id, payouts.payeeDetailsId))
    .where("batchId" in of ? eq(payouts.batchId, of.batchId) : eq(payouts.parcelId, of.parcelId))
    .orderBy(sql`${payouts.id}`);
}
