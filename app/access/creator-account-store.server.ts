import type { Niche } from "#app/creators/creator.ts";
import type { Tx } from "#db/client.server.ts";
import { creators } from "#db/schema/creators.ts";

/** Adds the creator's row. False when the handle is taken. */
export async function insertCreator(
  tx: Tx,
  creator: {
    id: string;
    userId: string;
    name: string;
    handle: string;
    country: string;
    niches: Niche[];
    createdAt: Date;
  },
): Promise<boolean> {
  const inserted = await tx
    .insert(creators)
    .values({ ...creator, bio: "", audienceCountries: [creator.country] })
    .onConflictDoNothing({ target: creators.handle })
    .returning({ id: creators.id });
  return inserted.length > 0;
}
