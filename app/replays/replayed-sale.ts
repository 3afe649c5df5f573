import type { Period } from "../insights/period.ts";
import type { AwardEvidence } from "../attribution/sale-evidence.ts";
import type { WalkedCredit, WalkedSale } from "./walk-customer.ts";

/** A sale that a replay looks at: what of it bears on who is credited. */
export interface ReplayedSale extends WalkedSale {
  readonly storeId: string;
  readonly externalId: string;
  readonly currency: string;
  readonly customerKey: string | null;
  readonly codes: readonly string[];
  readonly clickIds: readonly string[];
  readonly attributionId: string | null;
  /** The brand's own word, which no other rule takes back. */
  readonly award: AwardEvidence | null;
  readonly credits: readonly WalkedCredit[];
}

/** Whether a sale lies before, in or after the period. */
export function whenPlaced(placedAt: Date, { from, until }: Period): ReplayedSale["when"] {
  if (placedAt < from) return "before";
  return placedAt < until ? "inside" : "after";
}

/** Whether two decisions credit the same partnerships with the same shares. */
export function areSameCredits(one: readonly WalkedCredit[], other: readonly WalkedCredit[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ partnershipId, shareBps }) =>
      other.some((credit) => credit.partnershipId === partnershipId && credit.shareBps === shareBps),
    )
  );
}
