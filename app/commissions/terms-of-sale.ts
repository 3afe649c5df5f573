import type { CampaignTerms } from "../campaigns/campaign.ts";
import { termsInForce } from "../campaigns/terms-in-force.ts";

/** What of a partnership says which terms pay a sale. */
export interface PaidPartnership {
  readonly campaignId: string;
  readonly acceptedTermsVersion: number | null;
  /** All versions, in any order; at least one. */
  readonly terms: readonly CampaignTerms[];
}

/** The terms that pay a sale: those in force when it was placed. A sale from before the first version was in force is paid by the first version. */
export function termsOfSale(partnership: PaidPartnership, placedAt: Date): CampaignTerms {
  const [first] = [...partnership.terms].sort((one, other) => one.version - other.version);
  const terms = termsInForce(partnership.terms, partnership.acceptedTermsVersion, placedAt) ?? first;
  if (!terms) throw new Error(`Campaign ${partnership.campaignId} has no terms.`);
  return terms;
}
