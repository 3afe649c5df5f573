import { formatDecimal } from "../kit/money.ts";
import type { FlagKind } from "../risk/flag.ts";

/** When matured commissions are approved without a person. One version of it; see `approval_rules`. */
export interface ApprovalRule {
  readonly id: string;
  /** Null for the platform's default. */
  readonly brandId: string | null;
  readonly currency: string;
  readonly isOn: boolean;
  /** Fewer risk points than this. */
  readonly belowPoints: number;
  /** A smaller amount than this. */
  readonly belowMinor: bigint;
}

/** Findings that a person looks at, however few points a rule asks for: they are what money is held for. */
export const neverByRule: readonly FlagKind[] = ["own-purchase", "leaked-code"];

/** What of a commission a rule looks at. */
export interface RuledCommission {
  readonly currency: string;
  readonly heldMinor: bigint;
  readonly points: number;
  readonly flags: readonly FlagKind[];
  /** A person of finance looked at it last and keeps it waiting. */
  readonly isKept: boolean;
}

/** Whether a rule approves a commission that has matured and is not blocked. It never declines: what does not fit waits for a person. */
export function fitsRule(rule: ApprovalRule, commission: RuledCommission): boolean {
  return (
    rule.isOn &&
    rule.currency === commission.currency &&
    commission.heldMinor > 0n &&
    commission.heldMinor < rule.belowMinor &&
    commission.points < rule.belowPoints &&
    !commission.isKept &&
    !commission.flags.some((kind) => neverByRule.includes(kind))
  );
}

/** A rule in one sentence, as decisions keep it. @param owner whose rule it is, such as "Lumen Tea"; null for the platform's. */
export function ruleInWords(
  rule: Pick<ApprovalRule, "belowPoints" | "belowMinor" | "currency">,
  owner: string | null,
): string {
  const whose = owner === null ? "The platform’s approval rule" : `The approval rule of ${owner}`;
  return `${whose}: fewer than ${rule.belowPoints} risk points and less than ${formatDecimal(rule.belowMinor, rule.currency)} ${rule.currency}.`;
}
