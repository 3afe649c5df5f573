import type { ClickClass } from "../clicks/click.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
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
  };
  /** All versions of the campaign's policy, in any order; at least one. */
  readonly policies: readonly AttributionPolicy[];
}

/** A stored click that may have led to the sale: named by the order, or another one of the same visitor. */
export interface ClickEvidence {
  readonly id: string;
  readonly partnershipId: string;
  readonly occurredAt: Date;
  readonly class: ClickClass;
  readonly placement: string;
}

export interface CodeEvidence {
  readonly entered: string;
  readonly partnershipId: string | null;
  /** The last instant at which a replaced code credits; null for one without end. */
  readonly creditsUntil: Date | null;
}

/** The earlier sale that bound the customer to a creator. */
export interface BindingEvidence {
  readonly saleId: string;
  readonly partnershipId: string;
  readonly occurredAt: Date;
}

/** Everything the decision on one sale may look at. The order of the lists carries no meaning. */
export interface SaleEvidence {
  readonly placedAt: Date;
  /** Each distinct code on the order as entered, with its owner; null owner for a code of no creator. */
  readonly codes: readonly CodeEvidence[];
  readonly clicks: readonly ClickEvidence[];
  /** Click ids on the order that we never issued. */
  readonly unknownClickIds: readonly string[];
  readonly binding: BindingEvidence | null;
  readonly partnerships: readonly TouchedPartnership[];
}
