import { canonicalJsonOf } from "../kit/canonical-json.ts";
import { formatDecimal } from "../kit/money.ts";
import {
  isSharing,
  type ClickReach,
  type CodeTie,
  type CustomerLimit,
  type PolicyPreset,
  type PolicyRules,
  type TouchKind,
  type TouchModel,
} from "../attribution/policy.ts";
import { rulesOf } from "../attribution/preset-rules.ts";
import { ruleInWords } from "../attribution/rule-in-words.ts";
import { days, hours } from "../attribution/time-in-words.ts";
import type { PolicyFacts } from "./campaign-draft.ts";

export function isSamePolicy(left: PolicyFacts, right: PolicyFacts): boolean {
  return textOf(left) === textOf(right);
}

/** The rules alone as one text, whatever else the version carries. */
function textOf(policy: PolicyFacts): string {
  const names = Object.keys(rulesOf(policy.preset)) as (keyof PolicyRules)[];
  return canonicalJsonOf(names.map((name) => policy[name]));
}

/** Each preset as people call it, as one sentence, and where the rule is published; null for ours. */
export const presetWords: Readonly<
  Record<PolicyPreset, { readonly name: string; readonly sentence: string; readonly source: string | null }>
> = {
  "code-wins": {
    name: "The code wins",
    sentence:
      "Whoever owns the discount code on the order is credited, even if the shopper clicked somebody else’s link; without a code, the last click counts.",
    source: null,
  },
  "click-wins": {
    name: "The last click wins",
    sentence:
      "The last link the shopper tapped inside the window is credited, even if somebody else’s code is on the order; without a click, the code counts.",
    source: null,
  },
  "first-touch": {
    name: "The first touch wins",
    sentence: "Whoever reached the shopper first inside the window is credited, whoever closes the sale later.",
    source: null,
  },
  "bound-for-life": {
    name: "Bound for life",
    sentence:
      "Whoever brought a customer is credited with all they buy later, whatever they click or enter; a new customer’s code counts, then the last click.",
    source: null,
  },
  "shared-equally": {
    name: "Shared equally",
    sentence: "Everybody whose link or code led to the sale gets an equal part of it.",
    source: null,
  },
  "shared-ends": {
    name: "First and last share most",
    sentence: "The first and the last touch get 40 % each; those between share the remaining 20 %.",
    source: null,
  },
  "shared-decay": {
    name: "The later, the more",
    sentence: "Everybody gets a part, and a touch counts half of one that came a week later.",
    source: null,
  },
  "commission-factory": {
    name: "Like Commission Factory",
    sentence:
      "A creator’s code wins, then the last click; a click made during the checkout counts only when nothing else does.",
    source:
      "Commission Factory: exclusive code, then last click, then soft click; the owner’s own click keeps its source.",
  },
  awin: {
    name: "Like Awin vouchers",
    sentence: "The owner of the code always wins, whoever was clicked; without a code, the last click counts.",
    source: "Awin voucher attribution: the code’s owner always wins.",
  },
  refersion: {
    name: "Like Refersion",
    sentence:
      "A creator’s code wins even beside foreign codes; with foreign codes alone the link wins; never two creators on one order.",
    source: "Refersion: a code wins even stacked with foreign codes; never two affiliates on one order.",
  },
  secomapp: {
    name: "Like Secomapp",
    sentence: "A code beats a link, and the commission is computed on what was paid after the discount.",
    source: "Secomapp: coupon before link; the base is the amount after the coupon.",
  },
  rewardful: {
    name: "Like Rewardful",
    sentence: "The first touch within 60 days wins.",
    source: "Rewardful: first touch, 60 days.",
  },
  tolt: {
    name: "Like Tolt",
    sentence: "The first click wins, and the customer it brought stays with its creator for good.",
    source: "Tolt: first click, bound at signup.",
  },
  affiliatewp: {
    name: "Like AffiliateWP",
    sentence: "The first click within one day wins.",
    source: "AffiliateWP: first click, 1 day.",
  },
  "dub-shopify": {
    name: "Like Dub on Shopify",
    sentence: "The creator a customer is bound to wins, then the newest code, then the last click.",
    source: "Dub on Shopify: bound customer, then newest-created code, then click.",
  },
};

export const modelWords: Readonly<Record<TouchModel, string>> = {
  last: "the last gets all",
  first: "the first gets all",
  linear: "all share equally",
  position: "first and last 40 %, others 20 %",
  "time-decay": "the later, the more",
};

export const codeTieWords: Readonly<Record<CodeTie, string>> = {
  "older-partnership": "the older partnership’s goes first",
  "newest-code": "the newest code goes first",
};

export const clickReachWords: Readonly<Record<ClickReach, string>> = {
  order: "those the order itself brings",
  shopper: "also those of the same shopper elsewhere",
};

export const customerLimitWords: Readonly<Record<CustomerLimit, string>> = {
  everyone: "new and returning ones",
  new: "new ones only",
  returning: "returning ones only",
};

/** The preset's name, and that it was changed where it was. */
export function policyName(policy: PolicyFacts): string {
  const { name } = presetWords[policy.preset];
  return isSamePolicy(policy, rulesOf(policy.preset)) ? name : `${name}, adjusted`;
}

/** How the policy decides, in one sentence: the preset's own where it still decides that way, else made from the rules. */
export function decidingSentence(policy: PolicyFacts): string {
  const preset = rulesOf(policy.preset);
  const decides = ({ precedence, model, halfLifeDays, codeTie, bindingWindowDays }: PolicyFacts) =>
    canonicalJsonOf([precedence, model, halfLifeDays, codeTie, preset.bindingWindowDays > 0 && bindingWindowDays > 0]);
  if (decides(policy) === decides(preset)) return presetWords[policy.preset].sentence;
  const words = ruleInWords(policy);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** The rules of a policy, one sentence each, in words that fit brand and creator alike. @param currency the campaign's. */
export function describePolicy(policy: PolicyFacts, currency: string): string[] {
  return [decidingSentence(policy), ...describeWindows(policy), ...describeLimits(policy, currency)];
}

function describeWindows(policy: PolicyFacts): string[] {
  const { clickWindowDays, bindingWindowDays } = policy;
  const earns = (kind: TouchKind) => policy.precedence.some((kinds) => kinds.includes(kind));
  const orders = ordersInWords(policy.bindingOrders);
  return [
    earns("click") ? `A click earns when the shopper buys within ${days(clickWindowDays)}.` : "Clicks earn nothing.",
    ...(earns("code") ? [] : ["Codes earn nothing."]),
    bindingWindowDays === 0 || !earns("binding")
      ? "Each sale needs a click or code of its own; an earlier customer is bound to nobody."
      : `A customer stays bound to the creator who brought them for ${days(bindingWindowDays)}${orders}, also without a further click or code.`,
    describeTail(policy),
  ];
}

function describeTail({ tailDays, codeTailDays }: PolicyFacts): string {
  if (tailDays !== codeTailDays) {
    return `After the end, earlier clicks go on earning for ${days(tailDays)}, codes for ${days(codeTailDays)}.`;
  }
  return tailDays === 0
    ? "Nothing more is earned once the campaign or the partnership has ended."
    : `After the end, earlier clicks and codes go on earning for ${days(tailDays)}.`;
}

function ordersInWords(count: number | null): string {
  if (count === null) return "";
  return count === 1 ? " and for one further order" : ` and for up to ${count} further orders`;
}

function describeLimits(policy: PolicyFacts, currency: string): string[] {
  const { customerLimit, excludedProducts, minOrderMinor, exclusiveHours } = policy;
  const sentences = [
    customerLimit === "new" && "Only sales to new customers are credited.",
    customerLimit === "returning" && "Only sales to returning customers are credited.",
    excludedProducts.length > 0 && `These products earn nothing: ${excludedProducts.join(", ")}.`,
    minOrderMinor !== null && `An order is credited from ${formatDecimal(minOrderMinor, currency)} ${currency} net.`,
    exclusiveHours > 0 &&
      `A touch of an exclusive partner in the last ${hours(exclusiveHours)} before the sale shuts out all others.`,
    policy.clickReach === "shopper" &&
      "A click on another device counts too, where e-mail, phone or account show that it was the same shopper.",
    policy.areLateClicksWeak &&
      "A click made after the shopper began the checkout earns only when nothing else led to the sale.",
    !policy.keepsOwnPlacement && !isSharing(policy) && "A sale credited by a code carries no placement.",
  ];
  return sentences.filter((sentence) => sentence !== false);
}
