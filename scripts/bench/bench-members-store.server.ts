import type { Database } from "#db/client.server.ts";

/** Somebody of the brand, to ask in whose name. */
export async function findFirstMember(db: Database, brandId: string): Promise<string> {
  const [row] = await db.sql<
    { user_id: string }[]
  >`select user_id from brand_members where brand_id = ${brandId} limit 1`;
  if (!row) throw new Error("The brand has no members.");
  return row.user_id;
}

/** Somebody else with an account: who approves what the first prepared. */
export async function findOtherPerson(db: Database, userId: string): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`select id from users where id <> ${userId} limit 1`;
  if (!row) throw new Error("There is nobody else.");
  return row.id;
}
