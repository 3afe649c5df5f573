import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { findCampaign, listProducts } from "#app/campaigns/campaign-store.server.ts";
import type { Campaign } from "#app/campaigns/campaign.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { findSides, lockPartnership } from "#app/partnerships/partnership-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { addLink, NoSlugFree } from "./add-link.server.ts";
import { checkDestination } from "./check-destination.ts";
import { findBrandOfPartnership } from "./code-store.server.ts";
import type { LinkRefusal, LinkWish } from "./link-form.ts";
import { judgeSlug, normaliseSlug } from "./link-name-rules.ts";
import { findLink, listBrandHosts, listLinks, updateLink } from "./link-store.server.ts";
import { wordsOf } from "./name-letters.ts";
import { proposeSlugs } from "./propose-names.ts";
import { proposePlacement } from "./propose-placement.ts";
import { isGeneralLink, MAX_LINKS, MAX_LINKS_EVER, type LinkChoices } from "./tracked-link.ts";

/** Whose partnership it is, and which. */
export interface LinkOwner {
  readonly userId: string;
  readonly creatorId: string;
  readonly partnershipId: string;
}

/** A creator makes one more link of their own partnership. `slug` is a name of its own, or empty for one that is proposed. */
export async function createLink(
  services: Services,
  owner: LinkOwner,
  wish: LinkWish & { readonly slug: string },
): Promise<Outcome<{ readonly linkId: string }, LinkRefusal>> {
  const slug = normaliseSlug(wish.slug);
  const fault = slug === "" ? null : judgeSlug(slug);
  if (fault) return refused(fault);
  try {
    return await asOwner(services, owner, async (tx, brandId, campaign) => {
      const settled = await settleChoices(services, tx, campaign, wish, null);
      if (!settled.ok) return settled;
      const choices = settled.value;
      const links = await listLinks(tx, brandId, owner.partnershipId);
      if (links.filter(({ retiredAt }) => retiredAt === null).length >= MAX_LINKS) return refused("too-many-links");
      if (links.length >= MAX_LINKS_EVER) return refused("too-many-links");
      const placement = proposePlacement(choices, new Set(links.map((link) => link.placement)));
      const { creatorHandle, brandSlug } = await findSides(tx, brandId, owner.creatorId);
      const ownWords = wordsOf(choices.title).length > 0 ? choices.title : `${brandSlug} ${placement}`;
      const proposals = slug === "" ? proposeSlugs(creatorHandle, ownWords, services.newId) : [slug];
      const { partnershipId } = owner;
      const added = await addLink(services, tx, brandId, { partnershipId, proposals, choices, placement });
      await recordLinkEvent(services, tx, brandId, owner, "link.created", added.linkId);
      return done({ linkId: added.linkId });
    });
  } catch (error) {
    if (error instanceof NoSlugFree && slug !== "") return refused("taken");
    throw error;
  }
}

/**
 * Changes what a link is for and where it leads. Its clicks stay listed by the same word unless network or place change: what comes
 * from then on is told apart. The general link stays as the campaign made it.
 */
export async function editLink(
  services: Services,
  owner: LinkOwner,
  linkId: string,
  wish: LinkWish,
): Promise<Outcome<null, LinkRefusal>> {
  return asOwner(services, owner, async (tx, brandId, campaign): Promise<Outcome<null, LinkRefusal>> => {
    const link = await findLink(tx, brandId, owner.partnershipId, linkId);
    if (!link) return refused("not-found");
    if (isGeneralLink(link)) return refused("general-link");
    const settled = await settleChoices(services, tx, campaign, wish, link.expiresAt);
    if (!settled.ok) return settled;
    const choices = settled.value;
    const hasMoved = choices.network !== link.network || choices.spot !== link.spot;
    const others = (await listLinks(tx, brandId, owner.partnershipId)).filter((other) => other.linkId !== linkId);
    const placement = hasMoved
      ? proposePlacement(choices, new Set(others.map((other) => other.placement)))
      : link.placement;
    await updateLink(tx, brandId, linkId, { ...choices, placement });
    await recordLinkEvent(services, tx, brandId, owner, "link.edited", linkId);
    return done(null);
  });
}

/** Puts a link away, or takes it up again. It redirects and earns all the same, because nobody can call a post back. */
export async function retireLink(
  services: Services,
  owner: LinkOwner,
  linkId: string,
  step: "retire" | "restore",
): Promise<Outcome<null, LinkRefusal>> {
  return asOwner(services, owner, async (tx, brandId): Promise<Outcome<null, LinkRefusal>> => {
    const links = await listLinks(tx, brandId, owner.partnershipId);
    const link = links.find((one) => one.linkId === linkId);
    if (!link) return refused("not-found");
    if (isGeneralLink(link)) return refused("general-link");
    const listedCount = links.filter(({ retiredAt }) => retiredAt === null).length;
    if (step === "restore" && listedCount >= MAX_LINKS) return refused("too-many-links");
    await updateLink(tx, brandId, linkId, { retiredAt: step === "retire" ? services.clock.now() : null });
    await recordLinkEvent(services, tx, brandId, owner, `link.${step}d`, linkId);
    return done(null);
  });
}

type Change<Value> = (tx: Tx, brandId: string, campaign: Campaign) => Promise<Outcome<Value, LinkRefusal>>;

/** Runs a change of a creator's own running partnership, which no other change of it meets meanwhile. */
async function asOwner<Value>(
  services: Services,
  { creatorId, partnershipId }: LinkOwner,
  change: Change<Value>,
): Promise<Outcome<Value, LinkRefusal>> {
  const brandId = await services.db.inPlatform((tx) => findBrandOfPartnership(tx, creatorId, partnershipId));
  if (!brandId) return refused("not-found");
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<Value, LinkRefusal>> => {
    const partnership = await lockPartnership(tx, brandId, partnershipId);
    if (partnership?.creatorId !== creatorId) return refused("not-found");
    if (partnership.status !== "active" && partnership.status !== "paused") return refused("not-running");
    const campaign = await findCampaign(tx, brandId, partnership.campaignId);
    if (!campaign) throw new Error(`Partnership ${partnershipId} has no campaign.`);
    return change(tx, brandId, campaign);
  });
}

/** Where the link leads, checked against what the brand registered; and that its product is one of the campaign's. */
async function settleChoices(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  { page, ...wish }: LinkWish,
  endBefore: Date | null,
): Promise<Outcome<LinkChoices, LinkRefusal>> {
  const { brandId } = campaign;
  const { expiresAt } = wish;
  // An end that was there before may be over: a link past it can still be given another title.
  if (expiresAt && expiresAt <= services.clock.now() && expiresAt.getTime() !== endBefore?.getTime())
    return refused("ends-in-the-past");
  const products = await listProducts(tx, brandId, campaign.id);
  if (wish.productUrl !== null && !products.some(({ url }) => url === wish.productUrl))
    return refused("unknown-product");
  const hosts = await listBrandHosts(tx, brandId);
  const asked = page || wish.productUrl || campaign.destinationUrl;
  const destination = checkDestination(asked, { hosts, allowsLoopback: services.isDemo });
  if (!destination.ok) return refused(`page-${destination.refusal}`);
  return done({
    title: wish.title,
    network: wish.network,
    spot: wish.spot,
    productUrl: wish.productUrl,
    destinationUrl: destination.url,
    startsAt: wish.startsAt,
    expiresAt: wish.expiresAt,
    handsOutCodes: wish.handsOutCodes,
  });
}

async function recordLinkEvent(
  services: Services,
  tx: Tx,
  brandId: string,
  owner: LinkOwner,
  action: string,
  linkId: string,
): Promise<void> {
  await recordAuditEvent(services, tx, { brandId, actorUserId: owner.userId, action, subjectId: linkId });
}
