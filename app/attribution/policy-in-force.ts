import type { AttributionPolicy } from "./policy.ts";

/** The version that judges a sale: the highest in force when it happened, the first one for a sale before them all. */
export function policyInForce(versions: readonly AttributionPolicy[], at: Date): AttributionPolicy {
  const ascending = [...versions].sort((a, b) => a.version - b.version);
  const policy = ascending.findLast((version) => version.inForceFrom <= at) ?? ascending[0];
  if (!policy) throw new RangeError("A campaign has no attribution policy.");
  return policy;
}

/** The rules as every creator may read them: that there are exclusive partners, but not who. */
export function forCreators(policy: AttributionPolicy): AttributionPolicy {
  return { ...policy, exclusivePartnershipIds: [] };
}
