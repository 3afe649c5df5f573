import { describe, expect, it } from "vitest";
import { addDays, addMinutes } from "../kit/clock.ts";
import { decideCredit } from "./decide-credit.ts";
import { decideUnder } from "./decide-under.ts";
import type { PolicyPreset, PolicyRules } from "./policy.ts";
import { rulesOf } from "./preset-rules.ts";
import type { ClickEvidence, SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");
const start = addDays(placedAt, -2_000);

const partnershipOf = (name: string, rules: PolicyRules): TouchedPartnership => ({
  id: name.toLowerCase(),
  campaignId: "spring",
  creatorId: `creator-${name}`,
  creatorName: name,
  status: "active",
  activatedAt: start,
  endedAt: null,
  campaign: { startsAt: start, endsAt: null, endedAt: null, currency: "EUR" },
  policies: [{ ...rules, id: "policy", campaignId: "spring", version: 1, inForceFrom: start }],
});

const clickOf = (partnershipId: string, daysBefore: number, choices: Partial<ClickEvidence> = {}): ClickEvidence => ({
  id: `click-${partnershipId}-${daysBefore}`,
  partnershipId,
  occurredAt: addDays(placedAt, -daysBefore),
  class: "counted",
  placement: "",
  ...choices,
});

const order = { currency: "EUR", netMinor: 40_00n, isReturningCustomer: false, products: [] };

const evidenceOf = (rules: PolicyRules, facts: Partial<SaleEvidence>): SaleEvidence => ({
  placedAt,
  order,
  checkoutStartedAt: null,
  codes: [],
  clicks: [],
  unknownClickIds: [],
  binding: null,
  award: null,
  partnerships: ["Mara", "Nils", "Olga"].map((name) => partnershipOf(name, rules)),
  ...facts,
});

const decide = (rules: PolicyRules, facts: Partial<SaleEvidence>) => decideCredit(evidenceOf(rules, facts));
const sharesOf = (decision: ReturnType<typeof decideCredit>) =>
  Object.fromEntries(decision.credits.map(({ partnershipId, shareBps }) => [partnershipId, shareBps]));
const winnerUnder = (preset: PolicyPreset, facts: Partial<SaleEvidence>) =>
  decide(rulesOf(preset), facts).credits[0]?.partnershipId ?? null;

const maraCode = { entered: "MARA10", partnershipId: "mara", createdAt: addDays(placedAt, -300), creditsUntil: null };
const nilsCode = { entered: "NILS", partnershipId: "nils", createdAt: addDays(placedAt, -20), creditsUntil: null };
const foreignCode = { entered: "WELCOME5", partnershipId: null, creditsUntil: null };
const boundTo = (partnershipId: string, daysBefore = 500) => ({
  saleId: "sale-0",
  partnershipId,
  occurredAt: addDays(placedAt, -daysBefore),
  ordersSince: 0,
});

describe("published rules, each as a preset", () => {
  it("Commission Factory: exclusive code > last click > soft click; the owner's own click keeps its source", () => {
    const clicks = [clickOf("nils", 3), clickOf("olga", 1)];
    const own = clickOf("mara", 9, { placement: "reel" });
    const byCode = decide(rulesOf("commission-factory"), { codes: [maraCode], clicks: [...clicks, own] });
    expect(byCode.credits).toMatchObject([{ partnershipId: "mara", touchKind: "code", placement: "reel" }]);
    expect(winnerUnder("commission-factory", { clicks })).toBe("olga");
    const soft = clickOf("mara", 0, { occurredAt: addMinutes(placedAt, -2) });
    const checkoutStartedAt = addMinutes(placedAt, -10);
    expect(winnerUnder("commission-factory", { clicks: [...clicks, soft], checkoutStartedAt })).toBe("olga");
    expect(winnerUnder("commission-factory", { clicks: [soft], checkoutStartedAt })).toBe("mara");
  });

  it("Awin voucher attribution: the code's owner always wins", () => {
    const clicks = [clickOf("mara", 8), clickOf("nils", 1), clickOf("olga", 0)];
    expect(winnerUnder("awin", { codes: [maraCode], clicks, binding: boundTo("nils", 20) })).toBe("mara");
  });

  it("Refersion: a code wins stacked with foreign codes; foreign codes alone leave it to the link; never two on one order", () => {
    const clicks = [clickOf("nils", 1)];
    expect(winnerUnder("refersion", { codes: [foreignCode, maraCode], clicks })).toBe("mara");
    expect(winnerUnder("refersion", { codes: [foreignCode], clicks })).toBe("nils");
    expect(decide(rulesOf("refersion"), { codes: [maraCode, nilsCode], clicks }).credits).toHaveLength(1);
  });

  it("Secomapp: a code beats a link", () => {
    expect(winnerUnder("secomapp", { codes: [maraCode], clicks: [clickOf("nils", 0)] })).toBe("mara");
    expect(winnerUnder("secomapp", { clicks: [clickOf("nils", 0)] })).toBe("nils");
  });

  it("Rewardful: first touch, 60 days", () => {
    expect(winnerUnder("rewardful", { clicks: [clickOf("olga", 61), clickOf("mara", 60), clickOf("nils", 1)] })).toBe(
      "mara",
    );
  });

  it("Tolt: first click, and the customer stays bound to whom it brought", () => {
    const clicks = [clickOf("nils", 9), clickOf("olga", 1)];
    expect(winnerUnder("tolt", { clicks })).toBe("nils");
    expect(winnerUnder("tolt", { clicks, binding: boundTo("mara") })).toBe("mara");
  });

  it("AffiliateWP: first click, 1 day", () => {
    expect(winnerUnder("affiliatewp", { clicks: [clickOf("mara", 2), clickOf("nils", 1), clickOf("olga", 0)] })).toBe(
      "nils",
    );
    expect(winnerUnder("affiliatewp", { clicks: [clickOf("mara", 2)] })).toBeNull();
  });

  it("Dub on Shopify: bound customer > newest-created code > click", () => {
    const clicks = [clickOf("olga", 0)];
    const codes = [maraCode, nilsCode];
    expect(winnerUnder("dub-shopify", { codes, clicks, binding: boundTo("olga") })).toBe("olga");
    expect(winnerUnder("dub-shopify", { codes, clicks })).toBe("nils");
    expect(winnerUnder("dub-shopify", { clicks })).toBe("olga");
    expect(winnerUnder("refersion", { codes, clicks })).toBe("mara");
  });

  it("bound for life: a customer of years ago still belongs to who brought them", () => {
    const facts = { codes: [nilsCode], clicks: [clickOf("olga", 0)], binding: boundTo("mara", 1_800) };
    expect(winnerUnder("bound-for-life", facts)).toBe("mara");
    expect(winnerUnder("code-wins", facts)).toBe("nils");
  });
});

describe("several creators share one sale", () => {
  const clicks = [clickOf("mara", 9), clickOf("nils", 5), clickOf("olga", 1)];

  it("equally, to exactly 100 %: the odd part goes to the earliest of equals", () => {
    const decision = decide(rulesOf("shared-equally"), { clicks });
    expect(sharesOf(decision)).toEqual({ mara: 3334, nils: 3333, olga: 3333 });
    expect(decision.sentence).toBe(
      "Credited to Mara (33.34 %), Nils (33.33 %) and Olga (33.33 %): in this campaign the codes and clicks share the sale equally.",
    );
    expect(decision.candidates[1]).toMatchObject({
      shareBps: 3333,
      sentence:
        "Your click came 5 days before the sale and has 33.33 % of this sale; in this campaign the codes and clicks share the sale equally.",
    });
  });

  it("40 % the first, 40 % the last, 20 % between them; a code stands at the sale itself", () => {
    expect(sharesOf(decide(rulesOf("shared-ends"), { clicks }))).toEqual({ mara: 4000, nils: 2000, olga: 4000 });
    const withCode = decide(rulesOf("shared-ends"), { clicks, codes: [nilsCode] });
    expect(sharesOf(withCode)).toEqual({ mara: 4000, nils: 5000, olga: 1000 });
  });

  it("by a half-life of a week: a touch of a week before the latest has half its part", () => {
    const decision = decide(rulesOf("shared-decay"), { clicks: [clickOf("mara", 8), clickOf("nils", 1)] });
    expect(sharesOf(decision)).toEqual({ mara: 3333, nils: 6667 });
  });

  it("tapping one link ten times in a row is one stop on the path", () => {
    const many = [1, 2, 3, 4].map((days) => clickOf("mara", days + 2));
    const decision = decide(rulesOf("shared-equally"), { clicks: [...many, clickOf("nils", 1)] });
    expect(sharesOf(decision)).toEqual({ mara: 5000, nils: 5000 });
    expect(decision.candidates[0]?.sentence).toBe(
      "The sale is credited to you already through your click; nothing is lost by that.",
    );
  });

  it("a touch so old that its part rounds to nothing is told so", () => {
    const decision = decide(
      { ...rulesOf("shared-decay"), halfLifeDays: 1 },
      { clicks: [clickOf("mara", 25), clickOf("nils", 0)] },
    );
    expect(sharesOf(decision)).toEqual({ nils: 10_000 });
    expect(decision.candidates[0]?.sentence).toBe(
      "Your click came 25 days before the sale, so long before the others that its part of the sale rounds to nothing.",
    );
  });
});

describe("what a policy limits", () => {
  const clicks = [clickOf("mara", 2)];
  const refusalUnder = (choices: Partial<PolicyRules>, facts: Partial<SaleEvidence> = {}) => {
    const decision = decide({ ...rulesOf("code-wins"), ...choices }, { clicks, ...facts });
    expect(decision.credits).toEqual([]);
    return decision.candidates[0]?.sentence;
  };

  it("new or returning customers only", () => {
    const returning = { order: { ...order, isReturningCustomer: true } };
    expect(refusalUnder({ customerLimit: "new" }, returning)).toBe(
      "The buyer had bought from this brand before; this campaign credits sales to new customers only.",
    );
    expect(refusalUnder({ customerLimit: "returning" })).toBe(
      "The buyer was new to this brand; this campaign credits sales to returning customers only.",
    );
  });

  it("a minimum order, measured in the campaign's currency alone", () => {
    expect(refusalUnder({ minOrderMinor: 40_01n })).toBe(
      "The order came to 40.00 EUR; this campaign credits orders from 40.01 EUR.",
    );
    const dollars = { clicks, order: { ...order, currency: "USD" } };
    expect(decide({ ...rulesOf("code-wins"), minOrderMinor: 40_01n }, dollars).credits).toHaveLength(1);
    expect(decide({ ...rulesOf("code-wins"), minOrderMinor: 40_00n }, { clicks }).credits).toHaveLength(1);
  });

  it("excluded products by id or SKU: an order of nothing else is credited to nobody", () => {
    const excludedProducts = ["SENCHA-50", "77"];
    const line = (productId: string, sku: string) => ({ productId, sku });
    const only = { order: { ...order, products: [line("12", "sencha-50"), line("77", "")] } };
    expect(refusalUnder({ excludedProducts }, only)).toBe(
      "Everything on the order is a product that this campaign excludes.",
    );
    const mixed = { clicks, order: { ...order, products: [line("12", "sencha-50"), line("13", "matcha")] } };
    expect(decide({ ...rulesOf("code-wins"), excludedProducts }, mixed).credits).toHaveLength(1);
  });

  it("a kind that the campaign does not credit, and a binding that is used up by orders", () => {
    expect(refusalUnder({ precedence: [["code"]] })).toBe("This campaign credits no clicks.");
    const bound = { clicks: [], binding: { ...boundTo("mara", 10), ordersSince: 3 } };
    expect(refusalUnder({ bindingWindowDays: 90, bindingOrders: 3 }, bound)).toBe(
      "You brought this customer, and this campaign binds them for the next 3 orders; this is order number 4 since.",
    );
    const third = { binding: { ...boundTo("mara", 10), ordersSince: 2 } };
    expect(decide({ ...rulesOf("code-wins"), bindingWindowDays: 90, bindingOrders: 3 }, third).credits).toHaveLength(1);
  });

  it("codes may earn for longer than clicks after the end", () => {
    const endedAt = addDays(placedAt, -10);
    const rules = { ...rulesOf("code-wins"), tailDays: 5, codeTailDays: 10 };
    const ended = { ...partnershipOf("Mara", rules), status: "ended" as const, endedAt };
    expect(decide(rules, { partnerships: [ended], codes: [maraCode] }).credits).toHaveLength(1);
    expect(decide(rules, { partnerships: [ended], clicks: [clickOf("mara", 11)] }).credits).toEqual([]);
  });
});

describe("a click made after the checkout began", () => {
  const rules = { ...rulesOf("click-wins"), areLateClicksWeak: true };
  const checkoutStartedAt = addMinutes(placedAt, -6);
  const late = clickOf("nils", 0, { occurredAt: addMinutes(placedAt, -2) });

  it("loses to every other touch, also to a code and to an older click", () => {
    const clicks = [clickOf("mara", 12), late];
    const decision = decide(rules, { clicks, checkoutStartedAt });
    expect(sharesOf(decision)).toEqual({ mara: 10_000 });
    expect(decision.candidates[1]).toMatchObject({
      verdict: "late-click",
      sentence:
        "Your click came 4 minutes after the shopper had begun the checkout; such a click earns only when nothing else led to the sale.",
    });
    expect(sharesOf(decide(rules, { codes: [maraCode], clicks: [late], checkoutStartedAt }))).toEqual({ mara: 10_000 });
  });

  it("wins when nothing else led to the sale, and where nobody saw the checkout begin", () => {
    expect(sharesOf(decide(rules, { clicks: [late], checkoutStartedAt }))).toEqual({ nils: 10_000 });
    expect(sharesOf(decide(rules, { clicks: [clickOf("mara", 12), late] }))).toEqual({ nils: 10_000 });
  });
});

describe("the window of an exclusive partner", () => {
  const rules = { ...rulesOf("click-wins"), exclusiveHours: 24, exclusivePartnershipIds: ["mara"] };

  it("shuts out a later click and a code of others while it is open", () => {
    const decision = decide(rules, { clicks: [clickOf("mara", 1), clickOf("nils", 0)], codes: [nilsCode] });
    expect(sharesOf(decision)).toEqual({ mara: 10_000 });
    expect(decision.candidates.filter(({ verdict }) => verdict === "shut-out")).toHaveLength(2);
    expect(decision.candidates.at(-1)?.sentence).toBe(
      "An exclusive partner of this campaign touched this shopper 1 day before the sale; a touch of theirs in the last 24 hours shuts out all others.",
    );
  });

  it("does nothing once it is over", () => {
    const before = clickOf("mara", 1, { occurredAt: addMinutes(addDays(placedAt, -1), -1) });
    expect(sharesOf(decide(rules, { clicks: [before, clickOf("nils", 0)] }))).toEqual({ nils: 10_000 });
  });
});

describe("what another preset would have said", () => {
  it("is decided from the same evidence, and names the version that did judge", () => {
    const facts = evidenceOf(rulesOf("code-wins"), { codes: [maraCode], clicks: [clickOf("nils", 1)] });
    expect(sharesOf(decideUnder(facts, rulesOf("click-wins")))).toEqual({ nils: 10_000 });
    expect(decideUnder(facts, rulesOf("shared-equally")).credits).toMatchObject([
      { partnershipId: "mara", shareBps: 5000, policyId: "policy" },
      { partnershipId: "nils", shareBps: 5000, policyId: "policy" },
    ]);
    expect(decideUnder(facts, rulesOf("click-wins"), ["autumn"])).toEqual(decideCredit(facts));
  });
});
