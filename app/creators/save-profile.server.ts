import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { deleteChannel, insertChannel, listChannels, lockCreator, updateCreator } from "./creator-store.server.ts";
import { MAX_CHANNELS, type ChannelFacts, type CreatorProfile } from "./save-profile.ts";

export interface CreatorActor {
  readonly creatorId: string;
  readonly userId: string;
}

/** Saves what a creator says about themselves. The handle stays: links and codes are made of it. */
export async function saveCreatorProfile(
  services: Services,
  actor: CreatorActor,
  profile: CreatorProfile,
): Promise<void> {
  await services.db.inPlatform(async (tx) => {
    await updateCreator(tx, actor.creatorId, profile);
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: actor.userId,
      action: "creator.edited",
      subjectId: actor.creatorId,
    });
  });
}

export type ChannelRefusal = "already-there" | "too-many";

export const channelRefusals: Readonly<Record<ChannelRefusal, string>> = {
  "already-there": "This channel is already on your profile. Remove it first to change it.",
  "too-many": `A profile has at most ${MAX_CHANNELS} channels. Remove one first.`,
};

export async function addChannel(
  services: Services,
  actor: CreatorActor,
  channel: ChannelFacts,
): Promise<Outcome<{ readonly channelId: string }, ChannelRefusal>> {
  return services.db.inPlatform(async (tx): Promise<Outcome<{ channelId: string }, ChannelRefusal>> => {
    await lockCreator(tx, actor.creatorId);
    if ((await listChannels(tx, actor.creatorId)).length >= MAX_CHANNELS) return refused("too-many");
    const channelId = services.newId();
    if ((await insertChannel(tx, actor.creatorId, { id: channelId, ...channel })) === "exists")
      return refused("already-there");
    const event = { brandId: null, actorUserId: actor.userId, action: "channel.added", subjectId: channelId };
    await recordAuditEvent(services, tx, { ...event, detail: { network: channel.network, url: channel.url } });
    return done({ channelId });
  });
}

/** Takes a channel off the profile; one that is not there, or another creator's, changes nothing. */
export async function removeChannel(services: Services, actor: CreatorActor, channelId: string): Promise<void> {
  await services.db.inPlatform(async (tx) => {
    if (!(await deleteChannel(tx, actor.creatorId, channelId))) return;
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: actor.userId,
      action: "channel.removed",
      subjectId: channelId,
    });
  });
}
