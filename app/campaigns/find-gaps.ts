import { checkDestination, type DestinationRules } from "../links/check-destination.ts";
import type { CampaignFacts } from "./campaign.ts";
import { paysAnything, type TermsFacts } from "./notice-rule.ts";

/** What a draft still lacks before creators may see it. */
export type Gap =
  | "brief"
  | "disclosure"
  | "niche"
  | "destination"
  | "destination-not-https"
  | "destination-not-registered"
  | "fallback-not-registered"
  | "terms"
  | "budget"
  | "budget-below-one-sale"
  | "dates"
  | "dates-over";

export const gapSentences: Readonly<Record<Gap, string>> = {
  brief: "Write a brief: creators decide by it.",
  disclosure: "Say which disclosure creators must use, such as #ad. The law asks for one.",
  niche: "Choose at least one niche, so that fitting creators find the campaign.",
  destination: "Give the page that links lead to.",
  "destination-not-https": "The page that links lead to must begin with https://.",
  "destination-not-registered":
    "The page that links lead to is not on a domain of the brand. Register the domain in the settings, or choose another page.",
  "fallback-not-registered":
    "The page for clicks that come too late is not on a domain of the brand. Choose another page, or leave it empty for the website.",
  terms: "Say what creators earn: at least one rate or amount above 0.",
  budget: "The budget must be above 0; leave it empty for no limit.",
  "budget-below-one-sale": "The budget does not cover the commission of a single sale.",
  dates: "The last day is before the first one.",
  "dates-over": "The last day is already over.",
};

/** Everything that stands between a draft and its publication, in the order of the form. */
export function findGaps(facts: CampaignFacts, terms: TermsFacts, rules: DestinationRules, now: Date): Gap[] {
  const gaps: Gap[] = [];
  if (facts.brief === "") gaps.push("brief");
  if (facts.niches.length === 0) gaps.push("niche");
  const destination = gapOfDestination(facts.destinationUrl, rules);
  if (destination) gaps.push(destination);
  if (!isFallbackRegistered(facts.fallbackUrl, rules)) gaps.push("fallback-not-registered");
  if (facts.disclosure === "") gaps.push("disclosure");
  const fixed = [terms.newCustomerAmountMinor, terms.returningCustomerAmountMinor];
  if (!paysAnything(terms)) gaps.push("terms");
  if (facts.budgetMinor !== null) {
    if (facts.budgetMinor <= 0n) gaps.push("budget");
    else if (fixed.some((minor) => minor > (facts.budgetMinor ?? 0n))) gaps.push("budget-below-one-sale");
  }
  if (facts.endsAt !== null && facts.endsAt <= facts.startsAt) gaps.push("dates");
  else if (facts.endsAt !== null && facts.endsAt <= now) gaps.push("dates-over");
  return gaps;
}

/** True as well for none, which is the brand's website. */
export function isFallbackRegistered(fallbackUrl: string | null, rules: DestinationRules): boolean {
  return fallbackUrl === null || checkDestination(fallbackUrl, rules).ok;
}

function gapOfDestination(url: string, rules: DestinationRules): Gap | null {
  if (url === "") return "destination";
  const checked = checkDestination(url, rules);
  if (checked.ok) return null;
  if (checked.refusal === "not-https") return "destination-not-https";
  return checked.refusal === "not-a-brand-domain" ? "destination-not-registered" : "destination";
}
