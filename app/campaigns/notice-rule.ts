import { addDays } from "#app/kit/clock.ts";
import type { CampaignTerms } from "./campaign.ts";
import { termsInForce } from "./terms-in-force.ts";

/** How long before a cut creators must know of it. TikTok Shop locks rates for the same 30 days. */
export const NOTICE_DAYS = 30;

/** What a version of the terms says, without when. */
export type TermsFacts = Pick<
  CampaignTerms,
  | "kind"
  | "newCustomerRateBps"
  | "returningCustomerRateBps"
  | "newCustomerAmountMinor"
  | "returningCustomerAmountMinor"
  | "currency"
  | "rulebook"
  | "holdDays"
>;

/** The components in which terms can be worse for a creator. */
export type Worsening = "kind" | "new-customer" | "returning-customer" | "hold";

/**
 * In what `next` is worse for a creator than `current`. A change between percent and fixed is always worse:
 * which of the two pays more depends on the order, so they cannot be compared.
 */
export function worsenings(next: TermsFacts, current: TermsFacts): Worsening[] {
  const found: Worsening[] = [];
  if (next.kind !== current.kind || next.currency !== current.currency) {
    found.push("kind");
  } else {
    const paysNewLess =
      next.newCustomerRateBps < current.newCustomerRateBps ||
      next.newCustomerAmountMinor < current.newCustomerAmountMinor;
    const paysReturningLess =
      next.returningCustomerRateBps < current.returningCustomerRateBps ||
      next.returningCustomerAmountMinor < current.returningCustomerAmountMinor;
    if (paysNewLess) found.push("new-customer");
    if (paysReturningLess) found.push("returning-customer");
  }
  if (next.holdDays > current.holdDays) found.push("hold");
  return found;
}

export function isWorse(next: TermsFacts, current: TermsFacts): boolean {
  return worsenings(next, current).length > 0;
}

/** True when two versions say the same. */
export function isSame(left: TermsFacts, right: TermsFacts): boolean {
  return !isWorse(left, right) && !isWorse(right, left);
}

/** What a partnership that runs since the first version was promised for an instant. */
export function promisedTerms(versions: readonly CampaignTerms[], at: Date): CampaignTerms {
  const promised = termsInForce(versions, versions[0]?.version ?? null, at);
  if (!promised) throw new RangeError("A campaign has at least one version of its terms.");
  return promised;
}

export interface TermsPlan {
  /** From when running partnerships earn by the new version. */
  readonly inForceFrom: Date;
  /** In what it is worse than what they earn by now; empty for a rise. */
  readonly worsenings: readonly Worsening[];
}

/**
 * The notice rule: a new version comes into force at the first instant from which nobody gets less than the earlier versions
 * promised for the 30 days after the announcement. So a rise holds at once, a cut after 30 days, and a version better than a
 * cut that still waits comes no later than that cut. `versions` are all earlier ones in order.
 */
export function planTerms(versions: readonly CampaignTerms[], next: TermsFacts, announcedAt: Date): TermsPlan {
  const noticeEnds = addDays(announcedAt, NOTICE_DAYS);
  const changes = versions
    .map((version) => version.inForceFrom)
    .filter((at) => at > announcedAt && at <= noticeEnds)
    .sort((left, right) => left.getTime() - right.getTime());
  const starts = [announcedAt, ...changes];
  const ends = [...changes, noticeEnds];
  let inForceFrom = announcedAt;
  starts.forEach((start, index) => {
    if (isWorse(next, promisedTerms(versions, start))) inForceFrom = ends[index] ?? noticeEnds;
  });
  return { inForceFrom, worsenings: worsenings(next, promisedTerms(versions, announcedAt)) };
}
