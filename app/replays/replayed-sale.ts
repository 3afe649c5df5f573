import type { AwardEvidence } from "../attribution/sale-evidence.ts";
import type { ShopperOfSale } from "../shoppers/shopper-of-sale.ts";
import type { Period } from "../insights/period.ts";
import type { WalkedCredit, WalkedSale } from "./walk-customer.ts";

/** A sale that a replay looks at: what of it bears on who is credited. */
export interface ReplayedSale extends WalkedSale {
  readonly storeId: string;
  readonly externalId: string;
  readonly currency: string;
  readonly customerKey: string | null;
  /** Of customers who were ever joined to one another, or parted; null for nearly everybody. */
  readonly groupKey: string | null;
  /** Who the shopper was, up to the sale. Only of those in a group; null where the customer key says it all. */
  readonly shopper: ShopperOfSale | null;
  readonly codes: readonly string[];
  readonly clickIds: readonly string[];
  readonly attributionId: string | null;
  /** The brand's own word on whose sale it is, which no other rule takes away; null for none. */
  readonly award: AwardEvidence | null;
  readonly credits: readonly WalkedCredit[];
}

/** Sales that are walked together: what one of them decides may be seen by another. */
export function chainKeyOf({
  id,
  customerKey,
  groupKey,
}: Pick<ReplayedSale, "id" | "customerKey" | "groupKey">): string {
  return groupKey ?? customerKey ?? id;
}

/** Whether an earlier sale of the chain is in the history of this one. */
export function seesSale({ customerKey, shopper }: ReplayedSale, earlier: ReplayedSale): boolean {
  if (shopper?.alsoSaleIds.includes(earlier.id)) return true;
  return earlier.customerKey === customerKey && shopper?.exceptSaleIds.includes(earlier.id) !== true;
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
