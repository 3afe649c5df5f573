import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandDomains } from "#db/schema/brands.ts";
import { links, linkSlugs } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";

export interface NewLink {
  readonly id: string;
  readonly partnershipId: string;
  readonly slug: string;
  readonly destinationUrl: string;
  readonly placement: string;
  readonly createdAt: Date;
}

/** Adds the link itself. Its slug is claimed apart, by `claimSlug`. */
export async function insertLink(tx: Tx, brandId: string, link: NewLink): Promise<void> {
  await tx.insert(links).values({ brandId, ...link });
}

/** Whose a slug is after trying to take it: the database's primary key decides, so two who try at once cannot both win. */
export async function claimSlug(
  tx: Tx,
  brandId: string,
  linkId: string,
  slug: string,
  now: Date,
): Promise<"claimed" | "own" | "taken"> {
  const claimed = await tx
    .insert(linkSlugs)
    .values({ slug, brandId, linkId, createdAt: now })
    .onConflictDoNothing()
    .returning({ slug: linkSlugs.slug });
  if (claimed.length > 0) return "claimed";
  const own = await tx
    .select({ slug: linkSlugs.slug })
    .from(linkSlugs)
    .where(and(eq(linkSlugs.brandId, brandId), eq(linkSlugs.linkId, linkId), eq(linkSlugs.slug, slug)));
  return own.length > 0 ? "own" : "taken";
}

/** Makes one slug of a link the one shown. All its other slugs stay and go on redirecting. */
export async function showSlug(tx: Tx, brandId: string, linkId: string, slug: string, now: Date): Promise<void> {
  const ofLink = and(eq(linkSlugs.brandId, brandId), eq(linkSlugs.linkId, linkId));
  await tx
    .update(linkSlugs)
    .set({ replacedAt: now })
    .where(and(ofLink, isNull(linkSlugs.replacedAt)));
  await tx
    .update(linkSlugs)
    .set({ replacedAt: null })
    .where(and(ofLink, eq(linkSlugs.slug, slug)));
  await tx
    .update(links)
    .set({ slug })
    .where(and(eq(links.brandId, brandId), eq(links.id, linkId)));
}

export interface LinkOfCreator {
  readonly brandId: string;
  readonly linkId: string;
  readonly slug: string;
}

/** A creator's own link, whatever brand it is for; null for anybody else's. */
export async function findLinkOfCreator(tx: Tx, creatorId: string, linkId: string): Promise<LinkOfCreator | null> {
  const [row] = await tx
    .select({ brandId: links.brandId, linkId: links.id, slug: links.slug })
    .from(links)
    .innerJoin(partnerships, and(eq(partnerships.brandId, links.brandId), eq(partnerships.id, links.partnershipId)))
    .where(and(eq(links.id, linkId), eq(partnerships.creatorId, creatorId)));
  return row ?? null;
}

/** Locks the link against a second change at the same time and counts the slugs it ever had. */
export async function lockAndCountSlugs(tx: Tx, brandId: string, linkId: string): Promise<number> {
  await tx
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.brandId, brandId), eq(links.id, linkId)))
    .for("no key update");
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(linkSlugs)
    .where(and(eq(linkSlugs.brandId, brandId), eq(linkSlugs.linkId, linkId)));
  return row?.count ?? 0;
}

export interface LinkOfPartnership {
  readonly linkId: string;
  readonly slug: string;
  readonly destinationUrl: string;
  readonly placement: string;
}

/** The links of a partnership, oldest first. */
export async function listLinks(tx: Tx, brandId: string, partnershipId: string): Promise<LinkOfPartnership[]> {
  return tx
    .select({
      linkId: links.id,
      slug: links.slug,
      destinationUrl: links.destinationUrl,
      placement: links.placement,
    })
    .from(links)
    .where(and(eq(links.brandId, brandId), eq(links.partnershipId, partnershipId)))
    .orderBy(links.createdAt, links.id);
}

/** The hosts a brand registered. */
export async function listBrandHosts(tx: Tx, brandId: string): Promise<string[]> {
  const rows = await tx.select({ host: brandDomains.host }).from(brandDomains).where(eq(brandDomains.brandId, brandId));
  return rows.map(({ host }) => host);
}
