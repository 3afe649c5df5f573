import { addDays } from "#app/kit/clock.ts";
import type { CampaignTerms } from "./campaign.ts";
import { compareRulebooks, type RulebookWorsening } from "./compare-rulebooks.ts";
import type { Rulebook } from "./rulebook.ts";
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
export type Worsening = RulebookWorsening | "hold";

const rates: readonly RulebookWorsening[] = ["kind", "new-customer", "returning-customer"];

/**
 * In what `next` is worse for a creator than `current`. A change between percent and fixed is always worse:
 * which of the two pays more depends on the order, so they cannot be compared.
 */
export function worsenings(next: TermsFacts, current: TermsFacts): Worsening[] {
  const isOtherKind = next.kind !== current.kind || next.currency !== current.currency;
  const found = compareRulebooks(next, current);
  // Rates and amounts of another kind or currency say nothing about each other.
  const comparable = isOtherKind ? found.filter((worsening) => !rates.includes(worsening)) : found;
  return [
    ...(isOtherKind ? (["kind"] as const) : []),
    ...comparable,
    ...(next.holdDays > current.holdDays ? (["hold"] as const) : []),
  ];
}

export function isWorse(next: TermsFacts, current: TermsFacts): boolean {
  return worsenings(next, current).length > 0;
}

/** True when two versions say the same, word for word: rules of other names or priorities are another version though nobody gets less. */
export function isSame(left: TermsFacts, right: TermsFacts): boolean {
  return textOf(left.rulebook) === textOf(right.rulebook) && !isWorse(left, right) && !isWorse(right, left);
}

function textOf(rulebook: Rulebook | null): string {
  return JSON.stringify(rulebook, (_name, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

/** Whether anybody can earn anything by these terms. */
export function paysAnything(terms: TermsFacts): boolean {
  const plain = [terms.newCustomerAmountMinor, terms.returningCustomerAmountMinor].some((minor) => minor > 0n);
  const byRules = (terms.rulebook?.rules ?? []).some(({ rateBps, amountMinor }) => rateBps > 0 || amountMinor > 0n);
  return plain || byRules || terms.newCustomerRateBps > 0 || terms.returningCustomerRateBps > 0;
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
