import { MS_PER_DAY } from "../kit/clock.ts";
import type { CampaignStatus } from "../campaigns/campaign.ts";
import type { Network } from "../creators/creator.ts";
import type { LinkSpot } from "../links/link.ts";
import { fillUtmTemplate, utmWordOf } from "../links/utm-template.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
import { checkDestination, type DestinationRules } from "../links/check-destination.ts";
import { hasCard, type CardFacts } from "./link-card.ts";
import type { ActiveTime } from "./link-standing.ts";

/** What the database says about the link behind a slug. */
export interface LinkFacts extends CardFacts {
  readonly brandId: string;
  readonly linkId: string;
  /** The one shown now, whichever of the link's slugs was asked for. */
  readonly slug: string;
  readonly partnershipId: string;
  readonly creatorId: string;
  readonly creatorHandle: string;
  readonly placement: string;
  readonly network: Network | null;
  readonly spot: LinkSpot;
  readonly destinationUrl: string;
  readonly startsAt: Date | null;
  readonly expiresAt: Date | null;
  readonly handsOutCodes: boolean;
  readonly website: string;
  /** The brand's registered hosts. */
  readonly hosts: readonly string[];
  readonly partnershipStatus: PartnershipStatus;
  readonly partnershipEndedAt: Date | null;
  readonly campaignName: string;
  readonly campaignStatus: CampaignStatus;
  readonly campaignEndsAt: Date | null;
  readonly campaignEndedAt: Date | null;
  readonly utmTemplate: string;
  /** Where the campaign sends clicks that come too early or too late; null is the brand's website. */
  readonly fallbackUrl: string | null;
  readonly tailDays: number;
}

/** An address cut where the click id goes: after what the query already says, before what we add and the fragment. */
export interface CutAddress {
  readonly beforeId: string;
  /** What we add behind the id and the fragment. PLACEMENT_MARK stands where the placement goes: see `writeLocation`. */
  readonly afterId: string;
}

/** Everything the redirector needs of a link, worked out once when it is loaded. */
export interface RedirectTarget {
  readonly brandId: string;
  readonly linkId: string;
  readonly partnershipId: string;
  readonly creatorId: string;
  readonly placement: string;
  /** The network the link is for; empty for any. */
  readonly network: Network | "";
  /** Where people go while the link is active; with single-use codes our own page that hands one out. */
  readonly destination: CutAddress;
  /** Where they go before and after: the campaign's choice, else the brand's website. */
  readonly fallback: CutAddress;
  /** Previews get a card of the link's own, which is read when one asks; without one they follow the redirect as everybody does. */
  readonly hasCard: boolean;
  readonly activeTime: ActiveTime;
}

export interface TargetRules {
  /** Plain http on this machine: for the demo and for tests only. */
  readonly allowsLoopback: boolean;
  /** Our own address, such as `https://fairshare.example`. */
  readonly origin: string;
}

export const CLICK_PARAMETER = "fs_click";
export const CODE_PAGE_PATH = "/codes/";

/** No checked address and no placement holds a control character, so this cannot be mistaken for either. */
const PLACEMENT_MARK = "\u0001";

/**
 * The target of a link, its addresses checked once more against what the brand has registered now. A destination that no longer
 * is gives way to the fallback, and the fallback to the website; null when none is registered.
 */
export function targetOf(link: LinkFacts, { allowsLoopback, origin }: TargetRules): RedirectTarget | null {
  const addresses = shopAddressesOf(link, allowsLoopback);
  if (!addresses) return null;
  return {
    brandId: link.brandId,
    linkId: link.linkId,
    partnershipId: link.partnershipId,
    creatorId: link.creatorId,
    placement: link.placement,
    network: link.network ?? "",
    activeTime: activeTimeOf(link),
    destination: link.handsOutCodes ? cutAddress(`${origin}${CODE_PAGE_PATH}${link.slug}`) : addresses.destination,
    fallback: addresses.fallback,
    hasCard: hasCard(link),
  };
}

/** Both shop addresses of a link; what a page of ours that stands in between sends people on to. Null as in `targetOf`. */
export function shopAddressesOf(
  link: LinkFacts,
  allowsLoopback: boolean,
): { readonly destination: CutAddress; readonly fallback: CutAddress } | null {
  const rules: DestinationRules = { hosts: link.hosts, allowsLoopback };
  const allowed = (url: string | null) => {
    const checked = url === null ? null : checkDestination(url, rules);
    return checked?.ok ? checked.url : null;
  };
  const destination = allowed(link.destinationUrl);
  const fallback = allowed(link.fallbackUrl) ?? allowed(link.website) ?? destination;
  if (fallback === null) return null;
  return { destination: withUtm(destination ?? fallback, link), fallback: withUtm(fallback, link) };
}

/** When the link is active: from its own start, until the earlier of its own end and that of partnership or campaign with the tail. */
export function activeTimeOf(link: LinkFacts): ActiveTime {
  const linkEndMs = link.expiresAt?.getTime() ?? Infinity;
  const tailEndMs = tailEndMsOf(link);
  return {
    activeFromMs: link.startsAt?.getTime() ?? -Infinity,
    activeUntilMs: Math.min(linkEndMs, tailEndMs),
    isLinkEnd: linkEndMs < tailEndMs,
  };
}

/** When partnership and campaign stop being active: the earliest end, plus the tail. Never, while neither ends. */
function tailEndMsOf(link: LinkFacts): number {
  if (link.partnershipStatus === "invited" || link.partnershipStatus === "applied") return -Infinity;
  if (link.partnershipStatus === "declined" || link.campaignStatus === "draft") return -Infinity;
  const partnershipEnd =
    link.partnershipStatus === "ended" ? (link.partnershipEndedAt?.getTime() ?? -Infinity) : Infinity;
  const plannedEnd = link.campaignEndsAt?.getTime() ?? Infinity;
  const campaignEnd =
    link.campaignStatus === "ended" ? Math.min(link.campaignEndedAt?.getTime() ?? -Infinity, plannedEnd) : plannedEnd;
  return Math.min(partnershipEnd, campaignEnd) + link.tailDays * MS_PER_DAY;
}

function withUtm(url: string, link: LinkFacts): CutAddress {
  if (link.utmTemplate === "") return cutAddress(url);
  const words = {
    network: link.network ?? "any",
    placement: PLACEMENT_MARK,
    campaign: utmWordOf(link.campaignName),
    creator: link.creatorHandle,
    link: link.slug,
  };
  return cutAddress(
    url,
    fillUtmTemplate(link.utmTemplate, words, new URL(url).search).replaceAll("%01", PLACEMENT_MARK),
  );
}

/** Cuts a checked address open for the click id. A click id it already carries, from a copied address, is taken out. */
export function cutAddress(url: string, addedQuery = ""): CutAddress {
  const hashAt = url.indexOf("#");
  const fragment = hashAt === -1 ? "" : url.slice(hashAt);
  const rest = hashAt === -1 ? url : url.slice(0, hashAt);
  const queryAt = rest.indexOf("?");
  const path = queryAt === -1 ? rest : rest.slice(0, queryAt);
  const pairs = queryAt === -1 ? [] : rest.slice(queryAt + 1).split("&");
  const kept = pairs.filter(
    (pair) => pair !== "" && pair !== CLICK_PARAMETER && !pair.startsWith(`${CLICK_PARAMETER}=`),
  );
  const query = [...kept, `${CLICK_PARAMETER}=`].join("&");
  const added = addedQuery === "" ? "" : `&${addedQuery}`;
  return { beforeId: `${path}?${query}`, afterId: added + fragment };
}

/** What a link without a placement of its own is called in reports of the shop. */
const NO_PLACEMENT = "general";

/** The whole address for one click. `placement` is what the click itself said (`?p=`), else the link's own; empty for none. */
export function writeLocation({ beforeId, afterId }: CutAddress, clickId: string, placement: string): string {
  if (!afterId.includes(PLACEMENT_MARK)) return beforeId + clickId + afterId;
  return beforeId + clickId + afterId.replaceAll(PLACEMENT_MARK, encodeURIComponent(placement || NO_PLACEMENT));
}
