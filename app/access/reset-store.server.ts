import { and, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { passwordResets, users } from "#db/schema/access.ts";
import type { Person } from "./person.ts";

/** Adding the same link again changes nothing. */
export async function insertReset(
  tx: Tx,
  reset: { id: string; userId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.insert(passwordResets).values(reset).onConflictDoNothing();
}

/** Whose link this is, while it is neither used nor too old. */
export async function findOpenReset(tx: Tx, id: string, now: Date): Promise<Person | null> {
  const [row] = await tx
    .select({ userId: users.id, name: users.name, email: users.email })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(and(eq(passwordResets.id, id), isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, now)));
  return row ?? null;
}

/** Uses the link up. False when it was used already: of two at once, one is second. */
export async function consumeReset(tx: Tx, id: string, now: Date): Promise<boolean> {
  const used = await tx
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.id, id), isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, now)))
    .returning({ id: passwordResets.id });
  return used.length === 1;
}

/** Uses up every other link of the person: a new password makes them pointless. */
export async function consumeAllResets(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
}
