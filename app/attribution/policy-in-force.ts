import type { AttributionPolicy } from "./policy.ts";

/**
 * The version that judges a sale. A version that a replay applied judges the sales of its period, the one applied last first. All others
 * are judged by the highest of the campaign's own versions in force when they happened, the first one for a sale before them all.
 */
export function policyInForce(versions: readonly AttributionPolicy[], at: Date): AttributionPolicy {
  const [only] = versions;
  if (only && versions.length === 1) return only;
  const ascending = [...versions].sort((a, b) => a.version - b.version);
  const applied = ascending.findLast(({ inForceFrom, inForceUntil }) => isWithin(at, inForceFrom, inForceUntil));
  if (applied) return applied;
  const own = ascending.filter(({ inForceUntil }) => !inForceUntil);
  const policy = own.findLast((version) => version.inForceFrom <= at) ?? own[0];
  if (!policy) throw new RangeError("A campaign has no attribution policy.");
  return policy;
}

function isWithin(at: Date, from: Date, until: Date | null | undefined): boolean {
  return until !== null && until !== undefined && from <= at && at < until;
}

/** The rules as every creator may read them: that there are exclusive partners, but not who. */
export function forCreators(policy: AttributionPolicy): AttributionPolicy {
  return { ...policy, exclusivePartnershipIds: [] };
}
