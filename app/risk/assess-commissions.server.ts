import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { customerKeyOf } from "#app/sales/customer-key.server.ts";
import { riskPointsOf, type Finding } from "./flag.ts";
import {
  clearFlags,
  collectFacts,
  insertFlag,
  listStandingFlags,
  savePoints,
  type CollectedFacts,
} from "./risk-store.server.ts";
import { scoreRisk } from "./score-risk.ts";

/** The risk of a commission as it was just looked at. */
export interface Assessment {
  readonly points: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks at some commissions of one brand: raises a flag for each new finding, clears those no longer found, and writes the points beside
 * the commission. A flag that stands keeps the evidence it was raised with. No money moves.
 */
export async function assessCommissions(
  services: Services,
  tx: Tx,
  brandId: string,
  commissionIds: readonly string[],
): Promise<Map<string, Assessment>> {
  const ids = [...commissionIds].sort();
  const at = services.clock.now();
  const standing = await listStandingFlags(tx, brandId, ids);
  const assessments = new Map<string, Assessment>();
  for (const facts of await collectFacts(tx, brandId, ids)) {
    const { commissionId } = facts;
    const findings = scoreRisk({ ...facts, isOwnPurchase: isOwnPurchase(services, facts) });
    const known = standing.filter((flag) => flag.commissionId === commissionId);
    const isSame = (flag: { kind: string; points: number }, finding: Finding) =>
      flag.kind === finding.kind && flag.points === finding.points;
    const gone = known.filter((flag) => !findings.some((finding) => isSame(flag, finding)));
    await clearFlags(tx, brandId, gone.map(({ id }) => id), at); // prettier-ignore
    for (const finding of findings.filter((each) => !known.some((flag) => isSame(flag, each)))) {
      await insertFlag(tx, brandId, { ...finding, id: services.newId(), commissionId, raisedAt: at });
    }
    assessments.set(commissionId, { points: riskPointsOf(findings), findings });
  }
  for (const [commissionId, { points }] of [...assessments].sort(([one], [other]) => (one < other ? -1 : 1))) {
    await savePoints(tx, brandId, commissionId, { points, at });
  }
  return assessments;
}

/** Buyers are pseudonyms: the creator's own e-mail is made one too, and the two are compared. */
function isOwnPurchase({ keys }: Services, { storeId, customerKey, creatorEmail }: CollectedFacts): boolean {
  if (customerKey === null) return false;
  return customerKey === customerKeyOf(keys, storeId, { customerEmail: creatorEmail, customerExternalId: null });
}
