import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { staffMembers, users } from "#db/schema/access.ts";

/** The preparer's name and the addresses of everybody else who may approve. */
export async function findApprovers(
  tx: Tx,
  preparerId: string,
): Promise<{ preparerName: string; approverEmails: string[] }> {
  const [preparer] = await tx.select({ name: users.name }).from(users).where(eq(users.id, preparerId));
  const rows = await tx
    .select({ email: users.email })
    .from(staffMembers)
    .innerJoin(users, eq(users.id, staffMembers.userId))
    .where(and(eq(staffMembers.role, "approver"), ne(staffMembers.userId, preparerId)))
    .orderBy(users.email);
  return { preparerName: preparer?.name ?? "Somebody", approverEmails: rows.map((row) => row.email) };
}
