import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { creatorChannels, creators } from "#db/schema/creators.ts";
import type { Channel, Creator } from "./creator.ts";

const creatorColumns = {
  id: creators.id,
  name: creators.name,
  handle: creators.handle,
  bio: creators.bio,
  niches: creators.niches,
  audienceCountries: creators.audienceCountries,
  country: creators.country,
};

export async function findCreator(tx: Tx, creatorId: string): Promise<Creator | null> {
  const [row] = await tx.select(creatorColumns).from(creators).where(eq(creators.id, creatorId));
  return row ?? null;
}

/** Keeps other changes of the creator waiting until this transaction ends. */
export async function lockCreator(tx: Tx, creatorId: string): Promise<void> {
  await tx.select({ id: creators.id }).from(creators).where(eq(creators.id, creatorId)).for("no key update");
}

export async function updateCreator(tx: Tx, creatorId: string, change: Omit<Creator, "id" | "handle">): Promise<void> {
  const { niches, audienceCountries, ...rest } = change;
  await tx
    .update(creators)
    .set({ ...rest, niches: [...niches], audienceCountries: [...audienceCountries] })
    .where(eq(creators.id, creatorId));
}

const channelColumns = {
  id: creatorChannels.id,
  network: creatorChannels.network,
  url: creatorChannels.url,
  followers: creatorChannels.followers,
};

/** The largest first. */
export async function listChannels(tx: Tx, creatorId: string): Promise<Channel[]> {
  return tx
    .select(channelColumns)
    .from(creatorChannels)
    .where(eq(creatorChannels.creatorId, creatorId))
    .orderBy(desc(creatorChannels.followers), creatorChannels.id);
}

/** The channels of several creators by creator, the largest first. */
export async function listChannelsOf(tx: Tx, creatorIds: readonly string[]): Promise<Map<string, Channel[]>> {
  const found = new Map<string, Channel[]>();
  if (creatorIds.length === 0) return found;
  const rows = await tx
    .select({ creatorId: creatorChannels.creatorId, ...channelColumns })
    .from(creatorChannels)
    .where(inArray(creatorChannels.creatorId, [...creatorIds]))
    .orderBy(desc(creatorChannels.followers), creatorChannels.id);
  for (const { creatorId, ...channel } of rows) found.set(creatorId, [...(found.get(creatorId) ?? []), channel]);
  return found;
}

/** A creator lists each address once: the unique key decides. */
export async function insertChannel(tx: Tx, creatorId: string, channel: Channel): Promise<"inserted" | "exists"> {
  const rows = await tx
    .insert(creatorChannels)
    .values({ creatorId, ...channel })
    .onConflictDoNothing()
    .returning({ id: creatorChannels.id });
  return rows.length > 0 ? "inserted" : "exists";
}

/** True when the creator had this channel. */
export async function deleteChannel(tx: Tx, creatorId: string, channelId: string): Promise<boolean> {
  const rows = await tx
    .delete(creatorChannels)
    .where(and(eq(creatorChannels.id, channelId), eq(creatorChannels.creatorId, creatorId)))
    .returning({ id: creatorChannels.id });
  return rows.length > 0;
}
