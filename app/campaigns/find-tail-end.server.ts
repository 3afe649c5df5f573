import { policyInForce } from "#app/attribution/policy-in-force.ts";
import { addDays } from "#app/kit/clock.ts";
import type { Tx } from "#db/client.server.ts";
import { listPolicies } from "./version-store.server.ts";

/** Until when clicks from before an end, and codes, go on earning, by the policy of the day of the end. */
export async function findTailEnd(tx: Tx, brandId: string, campaignId: string, endedAt: Date): Promise<Date> {
  const policy = policyInForce(await listPolicies(tx, brandId, campaignId), endedAt);
  return addDays(endedAt, policy.tailDays);
}
