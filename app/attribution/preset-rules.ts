import type { PolicyPreset, PolicyRules } from "./policy.ts";

/** Five years: "for life", as far as a campaign is concerned. */
export const LIFE_DAYS = 1_825;

const base: Omit<PolicyRules, "preset"> = {
  precedence: [["code"], ["click"], ["binding"]],
  model: "last",
  halfLifeDays: 7,
  clickWindowDays: 30,
  // The published rules speak of the click that the order itself brings, by its cookie.
  clickReach: "order",
  bindingWindowDays: 0,
  bindingOrders: null,
  tailDays: 30,
  codeTailDays: 30,
  codeTie: "older-partnership",
  keepsOwnPlacement: true,
  customerLimit: "everyone",
  excludedProducts: [],
  minOrderMinor: null,
  exclusiveHours: 0,
  exclusivePartnershipIds: [],
  areLateClicksWeak: false,
};

/** Journeys begin on a phone and end on a laptop: our own rules look at the shopper, not at the browser alone. */
const ofShopper = { clickReach: "shopper" } as const;

const anyKind = [["code", "click", "binding"]] as const;

/**
 * What each preset says beyond `base`. Where a published rule names no window, the window is ours. TikTok Shop's published rule (a
 * targeted rate beats the open rate; a rate is locked for 30 days, rises apply at once) speaks of rates, not of credit: it belongs to terms.
 */
const differences: Readonly<Record<PolicyPreset, Partial<PolicyRules>>> = {
  "code-wins": ofShopper,
  "click-wins": { ...ofShopper, precedence: [["click"], ["code"], ["binding"]] },
  "first-touch": { ...ofShopper, precedence: anyKind, model: "first", clickWindowDays: 60 },
  "bound-for-life": { ...ofShopper, precedence: [["binding"], ["code"], ["click"]], bindingWindowDays: LIFE_DAYS },
  "shared-equally": { ...ofShopper, precedence: [["code", "click"], ["binding"]], model: "linear" },
  "shared-ends": { ...ofShopper, precedence: [["code", "click"], ["binding"]], model: "position" },
  "shared-decay": { ...ofShopper, precedence: [["code", "click"], ["binding"]], model: "time-decay" },
  // Commission Factory, "Attribution and cookie hierarchy": clickless code > last standard click > soft click > impression; where the
  // code's owner also owns the click, the click's source is kept. Our soft click is one made after the checkout began; we keep no impressions.
  "commission-factory": { areLateClicksWeak: true, keepsOwnPlacement: true },
  // Awin, voucher attribution: the code's owner always wins.
  awin: {},
  // Refersion: a code wins even stacked with foreign codes; only foreign codes: the link wins; never two affiliates on one order.
  refersion: { model: "last" },
  // Secomapp: code beats link; the base is the amount after the coupon, which is what the net of a sale always is here.
  secomapp: {},
  // Rewardful: first touch, 60 days.
  rewardful: { precedence: anyKind, model: "first", clickWindowDays: 60 },
  // Tolt: first click, bound at signup.
  tolt: { precedence: [["binding"], ["click"], ["code"]], model: "first", bindingWindowDays: LIFE_DAYS },
  // AffiliateWP: first click, 1 day.
  affiliatewp: { precedence: [["click"], ["code"], ["binding"]], model: "first", clickWindowDays: 1 },
  // Dub on Shopify: bound customer > newest-created code > pixel click.
  "dub-shopify": {
    precedence: [["binding"], ["code"], ["click"]],
    bindingWindowDays: LIFE_DAYS,
    codeTie: "newest-code",
  },
};

/** A preset's rules as it is published. */
export function rulesOf(preset: PolicyPreset): PolicyRules {
  return { ...base, ...differences[preset], preset };
}
