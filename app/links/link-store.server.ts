import { and, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandDomains } from "#db/schema/brands.ts";
import { links, linkSlugs, shortDomains } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import type { LinkChoices, TrackedLink } from "./tracked-link.ts";

export type NewLink = Omit<TrackedLink, "linkId" | "retiredAt"> & {
  readonly id: string;
  readonly partnershipId: string;
};

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

export const trackedColumns = {
  linkId: links.id,
  slug: links.slug,
  placement: links.placement,
  title: links.title,
  network: links.network,
  spot: links.spot,
  productUrl: links.productUrl,
  destinationUrl: links.destinationUrl,
  startsAt: links.startsAt,
  expiresAt: links.expiresAt,
  handsOutCodes: links.handsOutCodes,
  retiredAt: links.retiredAt,
  createdAt: links.createdAt,
};

const ofPartnership = (brandId: string, partnershipId: string) =>
  and(eq(links.brandId, brandId), eq(links.partnershipId, partnershipId));

/** Every link of a partnership, retired ones included, the general one first and then the newest. */
export async function listLinks(tx: Tx, brandId: string, partnershipId: string): Promise<TrackedLink[]> {
  return tx
    .select(trackedColumns)
    .from(links)
    .where(ofPartnership(brandId, partnershipId))
    .orderBy(sql`${links.placement} <> ''`, sql`${links.createdAt} desc`, sql`${links.id} desc`);
}

/** One page of the links that are listed, or of the retired ones. */
export async function listLinksPaged(
  tx: Tx,
  brandId: string,
  partnershipId: string,
  { isRetired, page, pageSize }: { readonly isRetired: boolean; readonly page: number; readonly pageSize: number },
): Promise<{ rows: TrackedLink[]; total: number }> {
  const retired = sql`(${links.retiredAt} is not null) = ${isRetired}`;
  const condition = and(ofPartnership(brandId, partnershipId), retired);
  const [counted] = await tx.select({ total: count() }).from(links).where(condition);
  const rows = await tx
    .select(trackedColumns)
    .from(links)
    .where(condition)
    .orderBy(sql`${links.placement} <> ''`, sql`${links.createdAt} desc`, sql`${links.id} desc`)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: counted?.total ?? 0 };
}

/** A link of this partnership; null for another's. */
export async function findLink(
  tx: Tx,
  brandId: string,
  partnershipId: string,
  linkId: string,
): Promise<TrackedLink | null> {
  const [row] = await tx
    .select(trackedColumns)
    .from(links)
    .where(and(ofPartnership(brandId, partnershipId), eq(links.id, linkId)));
  return row ?? null;
}

type LinkChange = Partial<LinkChoices & Pick<TrackedLink, "placement" | "retiredAt">>;

export async function updateLink(tx: Tx, brandId: string, linkId: string, change: LinkChange): Promise<void> {
  await tx
    .update(links)
    .set(change)
    .where(and(eq(links.brandId, brandId), eq(links.id, linkId)));
}

/** The brand's short domain that links are shown with: the first that leads to us; null while none does. */
export async function findShortHost(tx: Tx, brandId: string): Promise<string | null> {
  const [row] = await tx
    .select({ host: shortDomains.host })
    .from(shortDomains)
    .where(and(eq(shortDomains.brandId, brandId), isNotNull(shortDomains.seenAt)))
    .orderBy(shortDomains.createdAt, shortDomains.host)
    .limit(1);
  return row?.host ?? null;
}

/** The hosts a brand registered. */
export async function listBrandHosts(tx: Tx, brandId: string): Promise<string[]> {
  const rows = await tx.select({ host: brandDomains.host }).from(brandDomains).where(eq(brandDomains.brandId, brandId));
  return rows.map(({ host }) => host);
}
