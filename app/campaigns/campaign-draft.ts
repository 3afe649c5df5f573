import type { PolicyRules } from "../attribution/policy.ts";
import { LIFE_DAYS, rulesOf } from "../attribution/preset-rules.ts";
import type { CampaignFacts, CampaignProduct } from "./campaign.ts";
import type { TermsFacts } from "./notice-rule.ts";

/** What a version of the attribution policy says, without when. */
export type PolicyFacts = PolicyRules;

/** Everything the campaign form holds. */
export interface CampaignDraft {
  readonly facts: CampaignFacts;
  readonly products: readonly CampaignProduct[];
  readonly terms: TermsFacts;
  readonly policy: PolicyFacts;
}

export const MAX_PRODUCTS = 20;
export const MAX_NAME_LENGTH = 100;
export const MAX_BRIEF_LENGTH = 5_000;
export const MAX_DISCLOSURE_LENGTH = 200;
export const MAX_URL_LENGTH = 2_000;
/** A commission above 80 % of the net is a typing error. */
export const MAX_RATE_BPS = 8_000;
export const MAX_DISCOUNT_BPS = 9_000;
export const MAX_HOLD_DAYS = 120;
export const MAX_CLICK_WINDOW_DAYS = 365;
export const MAX_BINDING_WINDOW_DAYS = LIFE_DAYS;
export const MAX_TAIL_DAYS = 180;
export const DEFAULT_HOLD_DAYS = 30;
export const defaultPolicy: PolicyFacts = rulesOf("code-wins");
export const DEFAULT_DISCLOSURE = "#ad";

/** What a brand may choose for budget and amounts. */
export const campaignCurrencies = [
  "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "NZD", "JPY", "KRW", "SGD", "KWD",
] as const; // prettier-ignore
