import { MS_PER_DAY } from "../kit/clock.ts";
import type { CampaignStatus } from "../campaigns/campaign.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
import { checkDestination, type DestinationRules } from "../links/check-destination.ts";

/** What the database says about the link behind a slug. */
export interface LinkFacts {
  readonly brandId: string;
  readonly linkId: string;
  readonly partnershipId: string;
  readonly placement: string;
  readonly destinationUrl: string;
  readonly website: string;
  /** The brand's registered hosts. */
  readonly hosts: readonly string[];
  readonly partnershipStatus: PartnershipStatus;
  readonly partnershipEndedAt: Date | null;
  readonly campaignStatus: CampaignStatus;
  readonly campaignEndsAt: Date | null;
  readonly campaignEndedAt: Date | null;
  readonly tailDays: number;
}

/** An address cut where the click id goes: before the fragment, after what the query already says. */
export interface CutAddress {
  readonly beforeId: string;
  readonly afterId: string;
}

/** Everything the redirector needs of a link, worked out once when it is loaded. */
export interface RedirectTarget {
  readonly brandId: string;
  readonly linkId: string;
  readonly partnershipId: string;
  readonly placement: string;
  /** From this instant, in ms since 1970, clicks are expired and go to the brand's website. */
  readonly activeUntilMs: number;
  readonly destination: CutAddress;
  /** The brand's website. */
  readonly fallback: CutAddress;
}

export const CLICK_PARAMETER = "fs_click";

/**
 * The target of a link, its addresses checked once more against what the brand has registered now. A destination that no longer
 * is gives way to the website, and the website to the destination; null when neither is registered.
 */
export function targetOf(link: LinkFacts, allowsLoopback: boolean): RedirectTarget | null {
  const rules: DestinationRules = { hosts: link.hosts, allowsLoopback };
  const destination = checkDestination(link.destinationUrl, rules);
  const website = checkDestination(link.website, rules);
  const destinationUrl = destination.ok ? destination.url : website.ok ? website.url : null;
  const fallbackUrl = website.ok ? website.url : destinationUrl;
  if (destinationUrl === null || fallbackUrl === null) return null;
  return {
    brandId: link.brandId,
    linkId: link.linkId,
    partnershipId: link.partnershipId,
    placement: link.placement,
    activeUntilMs: activeUntilMs(link),
    destination: cutAddress(destinationUrl),
    fallback: cutAddress(fallbackUrl),
  };
}

/** When the link stops being active: the earliest end of partnership and campaign, plus the tail. Never, while neither ends. */
export function activeUntilMs(link: LinkFacts): number {
  if (link.partnershipStatus === "invited" || link.partnershipStatus === "applied") return -Infinity;
  if (link.partnershipStatus === "declined" || link.campaignStatus === "draft") return -Infinity;
  const partnershipEnd =
    link.partnershipStatus === "ended" ? (link.partnershipEndedAt?.getTime() ?? -Infinity) : Infinity;
  const plannedEnd = link.campaignEndsAt?.getTime() ?? Infinity;
  const campaignEnd =
    link.campaignStatus === "ended" ? Math.min(link.campaignEndedAt?.getTime() ?? -Infinity, plannedEnd) : plannedEnd;
  return Math.min(partnershipEnd, campaignEnd) + link.tailDays * MS_PER_DAY;
}

/** Cuts a checked address open for the click id. A click id it already carries, from a copied address, is taken out. */
export function cutAddress(url: string): CutAddress {
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
  return { beforeId: `${path}?${query}`, afterId: fragment };
}
