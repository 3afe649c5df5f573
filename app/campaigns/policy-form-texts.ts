import type { TouchKind, TouchOrder } from "../attribution/policy.ts";
import { tierOf } from "../attribution/precedence.ts";
import { rulesOf } from "../attribution/preset-rules.ts";
import { canonicalJsonOf } from "#app/kit/canonical-json.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { PolicyFacts } from "./campaign-draft.ts";

/** The fields of the policy part of a form. What they may hold is in policy-form.ts, which browsers need not load. */
export const policyFieldNames = [
  "preset", "clickWindowDays", "bindingWindowDays", "bindingOrders", "tailDays", "codeTailDays", "codePlace", "clickPlace",
  "bindingPlace", "model", "halfLifeDays", "codeTie", "ownPlacement", "clickReach", "lateClicks", "customerLimit",
  "excludedProducts", "minOrder",
] as const; // prettier-ignore
export type PolicyFieldName = (typeof policyFieldNames)[number];

export const MAX_BINDING_ORDERS = 1_000;

/** The place of a kind that never earns. */
export const NO_PLACE = "0";

/** The place of a kind as the form writes it: 1 is the first. */
export function placeOf(order: TouchOrder, kind: TouchKind): string {
  const tier = tierOf(order, kind);
  return tier === order.length ? NO_PLACE : String(tier + 1);
}

/** The texts that the form shows for rules that exist: only what differs from their preset. */
export function policyToForm(policy: PolicyFacts, currency: string): Record<PolicyFieldName, string> {
  const preset = rulesOf(policy.preset);
  const differing = (
    name:
      | "clickWindowDays"
      | "clickReach"
      | "bindingWindowDays"
      | "tailDays"
      | "halfLifeDays"
      | "model"
      | "codeTie"
      | "customerLimit",
  ) => (policy[name] === preset[name] ? "" : String(policy[name]));
  const isOrdered = canonicalJsonOf(policy.precedence) === canonicalJsonOf(preset.precedence);
  const place = (kind: TouchKind) => (isOrdered ? "" : placeOf(policy.precedence, kind));
  return {
    preset: policy.preset,
    clickWindowDays: differing("clickWindowDays"),
    clickReach: differing("clickReach"),
    bindingWindowDays: differing("bindingWindowDays"),
    bindingOrders: policy.bindingOrders === null ? "" : String(policy.bindingOrders),
    tailDays: differing("tailDays"),
    codeTailDays: policy.codeTailDays === policy.tailDays ? "" : String(policy.codeTailDays),
    codePlace: place("code"),
    clickPlace: place("click"),
    bindingPlace: place("binding"),
    model: differing("model"),
    halfLifeDays: differing("halfLifeDays"),
    codeTie: differing("codeTie"),
    ownPlacement:
      policy.keepsOwnPlacement === preset.keepsOwnPlacement ? "" : policy.keepsOwnPlacement ? "kept" : "dropped",
    lateClicks: policy.areLateClicksWeak === preset.areLateClicksWeak ? "" : policy.areLateClicksWeak ? "weak" : "full",
    customerLimit: differing("customerLimit"),
    excludedProducts: policy.excludedProducts.join("\n"),
    minOrder: policy.minOrderMinor === null ? "" : formatDecimal(policy.minOrderMinor, currency),
  };
}

export function exclusiveToForm({ exclusiveHours, exclusivePartnershipIds }: PolicyFacts) {
  return {
    exclusiveHours: exclusiveHours === 0 ? "" : String(exclusiveHours),
    exclusivePartners: [...exclusivePartnershipIds],
  };
}
