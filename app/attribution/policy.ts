/** The kinds of evidence that link a shopper to a partnership. */
export const touchKinds = ["code", "click", "binding"] as const;
export type TouchKind = (typeof touchKinds)[number];

/** Named policies. Each is a precedence list plus a choice among several touches of one kind. */
export const policyPresets = ["code-wins", "click-wins", "first-touch"] as const;
export type PolicyPreset = (typeof policyPresets)[number];

/** One immutable version of a campaign's attribution policy. A sale is judged by the version in force when it happened. */
export interface AttributionPolicy {
  readonly id: string;
  readonly campaignId: string;
  readonly version: number;
  readonly preset: PolicyPreset;
  /** A click earns for this many days before the sale. */
  readonly clickWindowDays: number;
  /** An earlier customer stays bound to the creator who brought them for this many days; 0 switches binding off. */
  readonly bindingWindowDays: number;
  /** After the end of campaign or partnership, clicks and codes from before the end still earn for this many days. */
  readonly tailDays: number;
  readonly inForceFrom: Date;
}
