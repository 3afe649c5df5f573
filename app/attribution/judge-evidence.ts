import type { Credit } from "./decision.ts";
import { creditsOf } from "./gather-credits.ts";
import { creditOfAward, awardedOf, type Awarded } from "./award-credit.ts";
import { judgeTouch, type Refusal, type Touch } from "./judge-touch.ts";
import { pickWinner, type Picks } from "./pick-winner.ts";
import { policyInForce } from "./policy-in-force.ts";
import { refusalOfLimits } from "./refuse-by-limits.ts";
import type { SaleEvidence } from "./sale-evidence.ts";

export interface JudgedEvidence {
  /** Every touch of a partnership, and why it may not earn; null when it may. */
  readonly verdicts: readonly { readonly touch: Touch; readonly refusal: Refusal | null }[];
  /** What the rules picked, also where the brand's own word goes before them. */
  readonly picked: Picks;
  readonly awarded: Awarded | null;
  readonly credits: readonly Credit[];
}

/** Who is credited with a sale, before it is put into words. */
export function judgeEvidence(evidence: SaleEvidence): JudgedEvidence {
  const verdicts = touchesOf(evidence)
    .filter(isInReach)
    .map((touch) => ({
      touch,
      refusal: judgeTouch(touch, evidence.placedAt) ?? refusalOfLimits(touch, evidence.order),
    }));
  const eligible = verdicts.filter(({ refusal }) => refusal === null).map(({ touch }) => touch);
  const picked = pickWinner(eligible, evidence);
  const awarded = awardedOf(evidence);
  const credits = awarded ? [creditOfAward(awarded, eligible)] : creditsOf(picked, eligible);
  return { verdicts, picked, awarded, credits };
}

/** Where a policy looks at the order's own clicks alone, those of the same shopper elsewhere are no evidence at all. */
function isInReach({ joinedBy, policy }: Touch): boolean {
  return joinedBy === undefined || policy.clickReach === "shopper";
}

function touchesOf(evidence: SaleEvidence): Touch[] {
  const known = new Map(
    evidence.partnerships.map((partnership) => {
      return [partnership.id, { partnership, policy: policyInForce(partnership.policies, evidence.placedAt) }] as const;
    }),
  );
  const own = { placement: "", clickClass: null, codeCreatedAt: null, creditsUntil: null, ordersSince: 0 };
  const touch = (id: string, rest: Omit<Touch, "partnership" | "policy">): Touch[] => {
    const touched = known.get(id);
    if (!touched) throw new RangeError(`The evidence names partnership ${id} but does not describe it.`);
    return [{ ...rest, ...touched }];
  };
  const { codes, clicks, binding, placedAt } = evidence;
  return [
    ...codes.flatMap(({ entered, partnershipId, createdAt, creditsUntil }) =>
      partnershipId === null
        ? []
        : touch(partnershipId, {
            ...own,
            kind: "code",
            evidence: entered,
            occurredAt: placedAt,
            codeCreatedAt: createdAt ?? null,
            creditsUntil,
          }),
    ),
    ...clicks.flatMap(({ id, partnershipId, occurredAt, placement, class: clickClass, joinedBy }) =>
      touch(partnershipId, { ...own, kind: "click", evidence: id, occurredAt, placement, clickClass, joinedBy }),
    ),
    ...(binding === null
      ? []
      : touch(binding.partnershipId, {
          ...own,
          kind: "binding",
          evidence: binding.saleId,
          occurredAt: binding.occurredAt,
          ordersSince: binding.ordersSince,
        })),
  ];
}
