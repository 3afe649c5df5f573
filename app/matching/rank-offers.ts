import { listInWords, nicheWord } from "#app/creators/creator-words.ts";
import type { Niche } from "#app/creators/creator.ts";

export interface RankedBy {
  readonly campaignId: string;
  readonly niches: readonly Niche[];
  readonly publishedAt: Date;
}

export interface Ranked<Offer> {
  readonly offer: Offer;
  /** 0 to 1. */
  readonly fit: number;
  readonly sharedNiches: readonly Niche[];
  /** Why it stands where it stands, in one sentence to the creator. */
  readonly reason: string;
}

/**
 * The Jaccard index of two sets of niches: shared ÷ all that either names. A campaign that looks for one thing that is exactly
 * yours fits better than one that names everything. P. Jaccard, "The distribution of the flora in the alpine zone", 1912.
 */
export function nicheOverlap(left: readonly Niche[], right: readonly Niche[]): number {
  const all = new Set([...left, ...right]);
  return all.size === 0 ? 0 : sharedNiches(left, right).length / all.size;
}

/** What both name, in the order of `left`. */
export function sharedNiches(left: readonly Niche[], right: readonly Niche[]): Niche[] {
  return left.filter((niche) => right.includes(niche));
}

/** Best fit first; among equals the newest, then by id, so that the order never wavers. */
export function rankOffers<Offer extends RankedBy>(
  creator: { readonly niches: readonly Niche[] },
  offers: readonly Offer[],
): Ranked<Offer>[] {
  return offers
    .map((offer) => {
      const shared = sharedNiches(offer.niches, creator.niches);
      return {
        offer,
        fit: nicheOverlap(creator.niches, offer.niches),
        sharedNiches: shared,
        reason: reasonFor(creator, offer, shared),
      };
    })
    .sort(
      (left, right) =>
        right.fit - left.fit ||
        right.offer.publishedAt.getTime() - left.offer.publishedAt.getTime() ||
        (left.offer.campaignId < right.offer.campaignId ? -1 : 1),
    );
}

function reasonFor(creator: { readonly niches: readonly Niche[] }, offer: RankedBy, shared: readonly Niche[]): string {
  const words = (niches: readonly Niche[]) => listInWords(niches.map(nicheWord));
  if (creator.niches.length === 0)
    return `It looks for ${words(offer.niches)}. Add niches to your profile to see what fits you.`;
  const others = offer.niches.filter((niche) => !shared.includes(niche));
  if (shared.length === 0) return `It looks for ${words(others)}, which is not on your profile.`;
  if (others.length === 0) return `You share ${words(shared)}: everything this campaign looks for.`;
  return `You share ${words(shared)}; it also looks for ${words(others)}.`;
}
