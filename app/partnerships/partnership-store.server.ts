import { and, asc, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { brands } from "#db/schema/brands.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import type { Partnership } from "./partnership.ts";

const ofPartnership = (brandId: string, partnershipId: string) =>
  and(eq(partnerships.brandId, brandId), eq(partnerships.id, partnershipId));

/** Adds a partnership unless this creator already has one in this campaign: the unique key decides between two claims at once. */
export async function insertPartnership(tx: Tx, partnership: Partnership): Promise<"inserted" | "exists"> {
  const rows = await tx
    .insert(partnerships)
    .values(partnership)
    .onConflictDoNothing()
    .returning({ id: partnerships.id });
  return rows.length > 0 ? "inserted" : "exists";
}

export async function findPartnershipOf(
  tx: Tx,
  brandId: string,
  campaignId: string,
  creatorId: string,
): Promise<Partnership | null> {
  const [row] = await tx
    .select()
    .from(partnerships)
    .where(
      and(
        eq(partnerships.brandId, brandId),
        eq(partnerships.campaignId, campaignId),
        eq(partnerships.creatorId, creatorId),
      ),
    );
  return row ?? null;
}

export async function findPartnership(tx: Tx, brandId: string, partnershipId: string): Promise<Partnership | null> {
  const [row] = await tx.select().from(partnerships).where(ofPartnership(brandId, partnershipId));
  return row ?? null;
}

/** Reads the partnership and keeps every other change of it waiting until this transaction ends. */
export async function lockPartnership(tx: Tx, brandId: string, partnershipId: string): Promise<Partnership | null> {
  const [row] = await tx.select().from(partnerships).where(ofPartnership(brandId, partnershipId)).for("no key update");
  return row ?? null;
}

type PartnershipChange = Partial<Pick<Partnership, "status" | "activatedAt" | "endedAt" | "declineNote">>;

export async function updatePartnership(
  tx: Tx,
  brandId: string,
  partnershipId: string,
  change: PartnershipChange,
): Promise<void> {
  await tx.update(partnerships).set(change).where(ofPartnership(brandId, partnershipId));
}

export const CAMPAIGN_OVER_NOTE = "The campaign ended before the brand answered.";

/** With a campaign its partnerships end, and open applications are answered. */
export async function closePartnershipsOf(tx: Tx, brandId: string, campaignId: string, endedAt: Date): Promise<void> {
  const ofCampaign = and(eq(partnerships.brandId, brandId), eq(partnerships.campaignId, campaignId));
  await tx
    .update(partnerships)
    .set({ status: "ended", endedAt })
    .where(and(ofCampaign, inArray(partnerships.status, ["active", "paused"])));
  await tx
    .update(partnerships)
    .set({ status: "declined", declineNote: CAMPAIGN_OVER_NOTE })
    .where(and(ofCampaign, inArray(partnerships.status, ["applied", "invited"])));
}

/** Whom a change of a campaign concerns: who earns in it, or has asked to. */
export interface RunningPartner {
  readonly partnershipId: string;
  readonly creatorId: string;
  readonly creatorName: string;
  readonly email: string;
  readonly status: Partnership["status"];
  readonly acceptedTermsVersion: number | null;
}

export async function listRunningPartners(tx: Tx, brandId: string, campaignId: string): Promise<RunningPartner[]> {
  return tx
    .select({
      partnershipId: partnerships.id,
      creatorId: creators.id,
      creatorName: creators.name,
      email: users.email,
      status: partnerships.status,
      acceptedTermsVersion: partnerships.acceptedTermsVersion,
    })
    .from(partnerships)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .where(
      and(
        eq(partnerships.brandId, brandId),
        eq(partnerships.campaignId, campaignId),
        inArray(partnerships.status, ["applied", "active", "paused"]),
      ),
    )
    .orderBy(asc(creators.name), asc(partnerships.id));
}

/** Both sides of a partnership: what link and code are made of, and whom mails go to. */
export interface Sides {
  readonly brandName: string;
  readonly brandSlug: string;
  readonly creatorName: string;
  readonly creatorHandle: string;
  readonly creatorEmail: string;
}

export async function findSides(tx: Tx, brandId: string, creatorId: string): Promise<Sides> {
  const [row] = await tx
    .select({
      brandName: brands.name,
      brandSlug: brands.slug,
      creatorName: creators.name,
      creatorHandle: creators.handle,
      creatorEmail: users.email,
    })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.userId))
    .innerJoin(brands, eq(brands.id, brandId))
    .where(eq(creators.id, creatorId));
  if (!row) throw new Error(`Creator ${creatorId} or brand ${brandId} does not exist.`);
  return row;
}
