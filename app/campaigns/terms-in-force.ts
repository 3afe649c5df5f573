import type { CampaignTerms } from "./campaign.ts";

/**
 * The terms that apply to a partnership at an instant: the highest version in force for running partnerships, or the version the
 * partnership accepted where that is later (who joins after an announcement accepts the announced version at once).
 * Null when no version was in force yet.
 */
export function termsInForce(
  versions: readonly CampaignTerms[],
  acceptedVersion: number | null,
  at: Date,
): CampaignTerms | null {
  const applicable = versions.filter((terms) => terms.inForceFrom <= at || terms.version === acceptedVersion);
  return applicable.reduce<CampaignTerms | null>(
    (latest, terms) => (latest === null || terms.version > latest.version ? terms : latest),
    null,
  );
}
