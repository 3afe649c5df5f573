import type { ClickClass } from "../clicks/click.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
import type { SignKind } from "../shoppers/sign.ts";
import type { AttributionPolicy } from "./policy.ts";

/** A partnership that evidence leads to, with what its campaign says. Facts as they are known now; the rules look at their dates. */
export interface TouchedPartnership {
  readonly id: string;
  readonly campaignId: string;
  readonly creatorId: string;
  readonly creatorName: string;
  readonly status: PartnershipStatus;
  readonly activatedAt: Date | null;
  readonly endedAt: Date | null;
  readonly campaign: {
    readonly startsAt: Date;
    readonly endsAt: Date | null;
    readonly endedAt: Date | null;
    /** Of the policy's minimum order. */
    readonly currency: string;
  };
  /** All versions of the campaign's policy, in any order; at least one. */
  readonly policies: readonly AttributionPolicy[];
}

/** A stored click that may have led to the sale: named by the order, another one of the same visitor, or one of the same shopper elsewhere. */
export interface ClickEvidence {
  readonly id: string;
  readonly partnershipId: string;
  readonly occurredAt: Date;
  readonly class: ClickClass;
  readonly placement: string;
  /** By which signs the same shopper is known to have made it; absent for a click of the order's own, or of its browser. */
  readonly joinedBy?: readonly SignKind[] | undefined;
}

/** The earlier sale that bound the customer to a creator. */
export interface BindingEvidence {
  readonly saleId: string;
  readonly partnershipId: string;
  readonly occurredAt: Date;
  /** How many orders the customer placed after it and before this one. */
  readonly ordersSince: number;
}

/** A code on the order. */
export interface CodeEvidence {
  readonly entered: string;
  /** Null for a code of no creator. */
  readonly partnershipId: string | null;
  /** The last instant at which a replaced code credits; null for one without end. */
  readonly creditsUntil: Date | null;
  /** Null or absent for a code of no creator. */
  readonly createdAt?: Date | null;
}

/** The brand's own word: this creator brought this sale. Placed by a person, and taken back by one. */
export interface AwardEvidence {
  readonly id: string;
  readonly partnershipId: string;
  readonly awardedAt: Date;
}

/** What the order itself is, for policies that credit only some orders. */
export interface OrderFacts {
  readonly currency: string;
  /** Of the goods, after discount, before any refund. */
  readonly netMinor: bigint;
  readonly isReturningCustomer: boolean;
  /** The products of the lines that may earn. */
  readonly products: readonly { readonly productId: string; readonly sku: string }[];
}

/** Everything the decision on one sale may look at. The order of the lists carries no meaning. */
export interface SaleEvidence {
  readonly placedAt: Date;
  readonly order: OrderFacts;
  /** When the shopper was first seen on a checkout page before the order; null when nobody saw it, or when no click came so late. */
  readonly checkoutStartedAt: Date | null;
  /** Each distinct code on the order as entered. */
  readonly codes: readonly CodeEvidence[];
  readonly clicks: readonly ClickEvidence[];
  /** Click ids on the order that we never issued. */
  readonly unknownClickIds: readonly string[];
  readonly binding: BindingEvidence | null;
  readonly partnerships: readonly TouchedPartnership[];
  /** Goes before every rule. Null for nearly every sale. */
  readonly award: AwardEvidence | null;
}
