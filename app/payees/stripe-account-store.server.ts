import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { stripeAccounts } from "#db/schema/billing.ts";
import { creators } from "#db/schema/creators.ts";

export type StripeAccountRow = typeof stripeAccounts.$inferSelect;

export async function findStripeAccount(tx: Tx, creatorId: string): Promise<StripeAccountRow | undefined> {
  const [row] = await tx.select().from(stripeAccounts).where(eq(stripeAccounts.creatorId, creatorId));
  return row;
}

/** Keeps a creator's account; asking again keeps who asked last. */
export async function keepStripeAccount(tx: Tx, account: StripeAccountRow): Promise<void> {
  const { wantedBy, updatedAt, canBePaid } = account;
  await tx
    .insert(stripeAccounts)
    .values(account)
    .onConflictDoUpdate({ target: stripeAccounts.creatorId, set: { wantedBy, updatedAt, canBePaid } });
}

/** Whose connected account it is, locked; undefined for one that is none of ours. */
export async function lockStripeAccount(tx: Tx, accountId: string) {
  const [row] = await tx
    .select({
      creatorId: stripeAccounts.creatorId,
      wantedBy: stripeAccounts.wantedBy,
      creatorName: creators.name,
      creatorEmail: users.email,
    })
    .from(stripeAccounts)
    .innerJoin(creators, eq(creators.id, stripeAccounts.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .where(eq(stripeAccounts.accountId, accountId))
    .for("update", { of: stripeAccounts });
  return row;
}

export async function updateStripeAccount(
  tx: Tx,
  creatorId: string,
  change: Partial<Pick<StripeAccountRow, "canBePaid" | "wantedBy" | "updatedAt">>,
): Promise<void> {
  await tx.update(stripeAccounts).set(change).where(eq(stripeAccounts.creatorId, creatorId));
}

/** What Stripe is told of a creator when their account is made. */
export async function findCreatorForStripe(tx: Tx, creatorId: string) {
  const [row] = await tx
    .select({ email: users.email, country: creators.country })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.userId))
    .where(eq(creators.id, creatorId));
  return row;
}
