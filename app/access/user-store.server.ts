import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { passwordHashes, users } from "#db/schema/access.ts";
import type { Person } from "./person.ts";

/** The person with this (normalised) e-mail and the hash of their password; null when nobody has it. */
export async function findUserByEmail(
  tx: Tx,
  email: string,
): Promise<(Person & { passwordHash: string | null }) | null> {
  const [row] = await tx
    .select({ userId: users.id, name: users.name, email: users.email, passwordHash: passwordHashes.hash })
    .from(users)
    .leftJoin(passwordHashes, eq(passwordHashes.userId, users.id))
    .where(eq(users.email, email));
  return row ?? null;
}

export async function findPasswordHash(tx: Tx, userId: string): Promise<string | null> {
  const [row] = await tx
    .select({ hash: passwordHashes.hash })
    .from(passwordHashes)
    .where(eq(passwordHashes.userId, userId));
  return row?.hash ?? null;
}

/** Returns false when somebody has the e-mail already; the unique index decides, not a look before. */
export async function insertUser(tx: Tx, person: Person, createdAt: Date): Promise<boolean> {
  const inserted = await tx
    .insert(users)
    .values({ id: person.userId, email: person.email, name: person.name, createdAt })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  return inserted.length > 0;
}

export async function savePasswordHash(tx: Tx, userId: string, hash: string, changedAt: Date): Promise<void> {
  await tx
    .insert(passwordHashes)
    .values({ userId, hash, changedAt })
    .onConflictDoUpdate({ target: passwordHashes.userId, set: { hash, changedAt } });
}
