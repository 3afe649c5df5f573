import type { PolicyPreset } from "../attribution/policy.ts";
import type { PolicyFacts } from "./campaign-draft.ts";

export function isSamePolicy(left: PolicyFacts, right: PolicyFacts): boolean {
  return (
    left.preset === right.preset &&
    left.clickWindowDays === right.clickWindowDays &&
    left.bindingWindowDays === right.bindingWindowDays &&
    left.tailDays === right.tailDays
  );
}

/** Each preset as people call it and as one sentence. */
export const presetWords: Readonly<Record<PolicyPreset, { readonly name: string; readonly sentence: string }>> = {
  "code-wins": {
    name: "The code wins",
    sentence:
      "Whoever owns the discount code on the order is credited, even if the shopper clicked somebody else’s link; without a code, the last click counts.",
  },
  "click-wins": {
    name: "The last click wins",
    sentence:
      "The last link the shopper tapped inside the window is credited, even if somebody else’s code is on the order; without a click, the code counts.",
  },
  "first-touch": {
    name: "The first touch wins",
    sentence: "Whoever reached the shopper first inside the window is credited, whoever closes the sale later.",
  },
};

/** The rules of a policy, one sentence each, in words that fit brand and creator alike. */
export function describePolicy(policy: PolicyFacts): string[] {
  const days = (count: number) => `${count} ${count === 1 ? "day" : "days"}`;
  return [
    presetWords[policy.preset].sentence,
    `A click earns when the shopper buys within ${days(policy.clickWindowDays)}.`,
    policy.bindingWindowDays === 0
      ? "Each sale needs a click or code of its own; an earlier customer is bound to nobody."
      : `A customer stays bound to the creator who brought them for ${days(policy.bindingWindowDays)}, also without a further click or code.`,
    policy.tailDays === 0
      ? "Nothing more is earned once the campaign or the partnership has ended."
      : `After the end, earlier clicks and codes go on earning for ${days(policy.tailDays)}.`,
  ];
}
