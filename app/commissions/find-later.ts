import type { CampaignTerms } from "../campaigns/campaign.ts";
import { looksBack } from "../campaigns/rulebook.ts";
import type { CountedSale } from "./earning.ts";
import { periodOf } from "./progress.ts";

/** What a sale counted for, and when. */
export interface SaleStanding extends CountedSale {
  readonly placedAt: Date;
}

/** From when to when a creator's sales look back at one that has changed; `until` null is the whole campaign. */
export interface LaterPeriod {
  readonly from: Date;
  readonly until: Date | null;
}

/**
 * Which sales of the creator look back at one whose standing has changed; null when none does. A quarter holds its months, and newer terms
 * may count otherwise than those of the sale, so the quarter is looked at in any case.
 *
 * @param before undefined for a sale that is only begun.
 * @param isFollowed there are sales after it.
 */
export function findLater(
  versions: readonly CampaignTerms[],
  before: SaleStanding | undefined,
  after: SaleStanding,
  isFollowed: boolean,
): LaterPeriod | null {
  if (!versions.some(looksBack)) return null;
  const hasMoved = before !== undefined && before.placedAt.getTime() !== after.placedAt.getTime();
  const isSame =
    !hasMoved &&
    (before?.countsAsSale ?? false) === after.countsAsSale &&
    (before?.netMinor ?? 0n) === after.netMinor &&
    (before?.earnedMinor ?? 0n) === after.earnedMinor &&
    (before?.bonusMinor ?? 0n) === after.bonusMinor;
  if (isSame || (!hasMoved && !isFollowed)) return null;
  const instants = [before?.placedAt ?? after.placedAt, after.placedAt].map((at) => at.getTime());
  const isForAll = versions.some(({ rulebook }) => rulebook !== null && rulebook.creatorCapMinor !== null);
  const until = isForAll ? null : periodOf(new Date(Math.max(...instants)), "quarter").until;
  return { from: new Date(Math.min(...instants)), until };
}
