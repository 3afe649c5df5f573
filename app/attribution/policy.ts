/** The kinds of evidence that link a shopper to a partnership. */
export const touchKinds = ["code", "click", "binding"] as const;
export type TouchKind = (typeof touchKinds)[number];

/** Named policies: ours, then the published rules of others. What each one says is in preset-rules.ts. */
export const policyPresets = [
  "code-wins",
  "click-wins",
  "first-touch",
  "bound-for-life",
  "shared-equally",
  "shared-ends",
  "shared-decay",
  "commission-factory",
  "awin",
  "refersion",
  "secomapp",
  "rewardful",
  "tolt",
  "affiliatewp",
  "dub-shopify",
] as const;
export type PolicyPreset = (typeof policyPresets)[number];

/**
 * What happens to several touches of the kind that decides. last, first: one of them gets all. linear: equal parts. position: 40 % the
 * first, 40 % the last, 20 % what lies between. time-decay: a touch counts half of one that came a half-life later.
 */
export const touchModels = ["last", "first", "linear", "position", "time-decay"] as const;
export type TouchModel = (typeof touchModels)[number];

/** Which of several creators' codes on one order goes first: all of them were touched at the sale itself. */
export const codeTies = ["older-partnership", "newest-code"] as const;
export type CodeTie = (typeof codeTies)[number];

/** Whose orders earn. */
export const customerLimits = ["everyone", "new", "returning"] as const;
export type CustomerLimit = (typeof customerLimits)[number];

/** Whose clicks are looked at. order: those the order names, and others of the same browser. shopper: also those of the same shopper elsewhere. */
export const clickReaches = ["order", "shopper"] as const;
export type ClickReach = (typeof clickReaches)[number];

/** Kinds in the order they win. Kinds of one tier are judged together by time; a kind that is not listed never earns. */
export type TouchOrder = readonly (readonly TouchKind[])[];

/** What a version of a policy says. All times count back from the order's own time, never from its arrival. */
export interface PolicyRules {
  /** Where the rules began; they may have been adjusted since. */
  readonly preset: PolicyPreset;
  readonly precedence: TouchOrder;
  readonly model: TouchModel;
  /** For time-decay alone. */
  readonly halfLifeDays: number;
  /** A click earns for this many days before the sale. */
  readonly clickWindowDays: number;
  /** Whether a click counts that the order does not name, but that the same shopper made on another device. */
  readonly clickReach: ClickReach;
  /** An earlier customer stays bound to the creator who brought them for this many days; 0 switches binding off. */
  readonly bindingWindowDays: number;
  /** A binding earns on this many of the customer's next orders; null without limit. */
  readonly bindingOrders: number | null;
  /** After the end of campaign or partnership, clicks and bindings from before it still earn for this many days. */
  readonly tailDays: number;
  /** After the end of campaign or partnership, codes still earn for this many days. */
  readonly codeTailDays: number;
  readonly codeTie: CodeTie;
  /** When a code decides, its owner's own click still says which placement led to the sale. */
  readonly keepsOwnPlacement: boolean;
  readonly customerLimit: CustomerLimit;
  /** Product ids or SKUs as the store writes them. Their lines earn nothing; an order of nothing else is credited to nobody. */
  readonly excludedProducts: readonly string[];
  /** The least net of an order, in the campaign's currency; null without limit. An order in another currency is not measured by it. */
  readonly minOrderMinor: bigint | null;
  /** A touch of an exclusive partner this many hours before the sale or less shuts out all others of the campaign; 0 switches it off. */
  readonly exclusiveHours: number;
  readonly exclusivePartnershipIds: readonly string[];
  /** A click made after the shopper began the checkout wins only when nothing else does. */
  readonly areLateClicksWeak: boolean;
}

/** One immutable version of a campaign's attribution policy. A sale is judged by the version in force when it happened. */
export interface AttributionPolicy extends PolicyRules {
  readonly id: string;
  readonly campaignId: string;
  readonly version: number;
  readonly inForceFrom: Date;
  /** Of a version that a replay applied to earlier sales: the end of its period, and the replay. Null or absent for the campaign's own. */
  readonly inForceUntil?: Date | null | undefined;
  readonly replayId?: string | null | undefined;
}

/** Whether several creators may share one sale. */
export function isSharing({ model }: Pick<PolicyRules, "model">): boolean {
  return model !== "last" && model !== "first";
}
