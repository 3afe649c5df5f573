import type { Credit, EvidenceKind } from "./decision.ts";
import { inPercent } from "./explain-touch.ts";
import type { Touch } from "./judge-touch.ts";
import type { Picks } from "./pick-winner.ts";
import { inTurn, latestFirst, olderPartnershipFirst } from "./precedence.ts";

/** One credit per partnership, the older partnership first. */
export function creditsOf({ shares }: Picks, eligible: readonly Touch[]): Credit[] {
  const touches = [...shares.keys()].sort(inTurn(olderPartnershipFirst, latestFirst));
  const latest = touches.filter((touch, index) => touches[index - 1]?.partnership.id !== touch.partnership.id);
  return latest.map((touch) => {
    const own = touches.filter(({ partnership }) => partnership.id === touch.partnership.id);
    return {
      partnershipId: touch.partnership.id,
      shareBps: own.reduce((sum, one) => sum + (shares.get(one) ?? 0), 0),
      policyId: touch.policy.id,
      touchKind: touch.kind,
      placement: placementOf(touch, eligible),
    };
  });
}

/** The placement comes from the winner's click, or from the latest eligible click of the same partnership (Commission Factory). */
export function placementOf(
  winner: Pick<Touch, "placement" | "partnership" | "policy"> & { readonly kind: EvidenceKind },
  eligible: readonly Touch[],
): string {
  if (winner.kind === "click") return winner.placement;
  if (!winner.policy.keepsOwnPlacement) return "";
  const own = eligible.filter(({ kind, partnership }) => kind === "click" && partnership.id === winner.partnership.id);
  return own.sort(inTurn(latestFirst))[0]?.placement ?? "";
}

/** "Mara (60 %) and Nils (40 %)", the largest share first. */
export function creditsInWords(credits: readonly Credit[], touches: readonly Touch[]): string {
  const names = [...credits]
    .sort((one, other) => other.shareBps - one.shareBps)
    .map(({ partnershipId, shareBps }) => {
      const touch = touches.find(({ partnership }) => partnership.id === partnershipId);
      return `${touch?.partnership.creatorName ?? ""} (${inPercent(shareBps)})`;
    });
  return names.length < 3 ? names.join(" and ") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
