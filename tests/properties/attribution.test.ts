import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clickClasses } from "#app/clicks/click.ts";
import { addDays, MS_PER_HOUR } from "#app/kit/clock.ts";
import { decideCredit } from "#app/attribution/decide-credit.ts";
import { creditsUnder, decideUnder } from "#app/attribution/decide-under.ts";
import {
  clickReaches,
  codeTies,
  customerLimits,
  isSharing,
  policyPresets,
  touchModels,
  type PolicyRules,
  type TouchOrder,
} from "#app/attribution/policy.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import type { ClickEvidence, SaleEvidence, TouchedPartnership } from "#app/attribution/sale-evidence.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");
const start = addDays(placedAt, -800);
const PARTNERSHIPS = 4;

const kindsInTiers = fc.constantFrom<TouchOrder>(
  [["code"], ["click"], ["binding"]],
  [["click", "code"], ["binding"]],
  [["code", "click", "binding"]],
  [["binding"], ["click"], ["code"]],
  [["click"]],
);

/** Rules as they are published, and rules put together at will. */
const policy: fc.Arbitrary<PolicyRules> = fc
  .record({
    preset: fc.constantFrom(...policyPresets),
    windows: fc.record({
      clickWindowDays: fc.integer({ min: 1, max: 60 }),
      bindingWindowDays: fc.integer({ min: 0, max: 365 }),
      bindingOrders: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    }),
    adjusted: fc.option(
      fc.record({
        precedence: kindsInTiers,
        model: fc.constantFrom(...touchModels),
        codeTie: fc.constantFrom(...codeTies),
        clickReach: fc.constantFrom(...clickReaches),
        areLateClicksWeak: fc.boolean(),
        customerLimit: fc.constantFrom("everyone" as const, "everyone" as const, ...customerLimits),
        minOrderMinor: fc.constantFrom(null, null, 50_00n),
        excludedProducts: fc.constantFrom([], [], ["sencha"]),
        exclusiveHours: fc.constantFrom(0, 0, 6, 48),
        exclusivePartnershipIds: fc.constantFrom([], ["p0"], ["p0", "p1"]),
      }),
      { nil: {} },
    ),
  })
  .map(({ preset, windows, adjusted }) => ({ ...rulesOf(preset), ...windows, ...adjusted, tailDays: 0 }));

/** Two campaigns with a policy each, four creators: two in each campaign. */
const partnerships = fc.tuple(policy, policy).map((policies) =>
  Array.from({ length: PARTNERSHIPS }, (_, index): TouchedPartnership => {
    const campaignId = `campaign-${index % 2}`;
    const chosen = policies[index % 2]!;
    return {
      id: `p${index}`,
      campaignId,
      creatorId: `c${index}`,
      creatorName: `Creator ${index}`,
      status: "active",
      activatedAt: start,
      endedAt: null,
      campaign: { startsAt: start, endsAt: null, endedAt: null, currency: "EUR" },
      policies: [{ ...chosen, id: `policy-${campaignId}`, campaignId, version: 1, inForceFrom: start }],
    };
  }),
);

const partnershipId = fc.integer({ min: 0, max: PARTNERSHIPS - 1 }).map((index) => `p${index}`);

const click: fc.Arbitrary<ClickEvidence> = fc.record({
  id: fc.uuid(),
  partnershipId,
  occurredAt: fc.integer({ min: -5, max: 24 * 70 }).map((hours) => new Date(placedAt.getTime() - hours * MS_PER_HOUR)),
  class: fc.constantFrom(...clickClasses, "counted" as const, "counted" as const),
  placement: fc.constantFrom("", "reel", "story"),
});

const evidence: fc.Arbitrary<SaleEvidence> = fc.record({
  placedAt: fc.constant(placedAt),
  order: fc.record({
    currency: fc.constantFrom("EUR", "EUR", "USD"),
    netMinor: fc.bigInt({ min: 0n, max: 100_00n }),
    isReturningCustomer: fc.boolean(),
    products: fc.uniqueArray(
      fc.constantFrom("sencha", "matcha").map((sku) => ({ productId: "", sku })),
      { maxLength: 2, selector: ({ sku }) => sku },
    ),
  }),
  checkoutStartedAt: fc.option(fc.constantFrom(new Date(placedAt.getTime() - 2 * MS_PER_HOUR)), { nil: null }),
  codes: fc.uniqueArray(
    fc.record({
      entered: fc.constantFrom("A", "B", "C"),
      partnershipId: fc.option(partnershipId, { nil: null }),
      createdAt: fc.integer({ min: 1, max: 3 }).map((days) => addDays(placedAt, -days)),
      creditsUntil: fc.option(
        fc.integer({ min: -3, max: 3 }).map((days) => addDays(placedAt, days)),
        { nil: null },
      ),
    }),
    { maxLength: 3, selector: ({ entered }) => entered },
  ),
  clicks: fc.uniqueArray(click, { maxLength: 6, selector: ({ id }) => id }),
  unknownClickIds: fc.uniqueArray(fc.constantFrom("x", "y"), { maxLength: 2 }),
  binding: fc.option(
    fc.record({
      saleId: fc.uuid(),
      partnershipId,
      occurredAt: fc.integer({ min: 1, max: 400 }).map((days) => addDays(placedAt, -days)),
      ordersSince: fc.integer({ min: 0, max: 4 }),
    }),
    { nil: null },
  ),
  partnerships,
  award: fc.constant(null),
});

/** The brand's own word on the same facts. */
const awarded = fc
  .tuple(evidence, partnershipId)
  .map(([facts, id]) => ({ ...facts, award: { id: "award", partnershipId: id, awardedAt: addDays(placedAt, 3) } }));

describe("whatever touches an order carries", () => {
  it("its credits sum to 100 % or to nothing, and exactly the credited candidates are called so [A16]", () => {
    fc.assert(
      fc.property(evidence, (facts) => {
        const { credits, candidates } = decideCredit(facts);
        const sum = credits.reduce((total, { shareBps }) => total + shareBps, 0);
        expect([0, 10_000]).toContain(sum);
        const credited = candidates.filter(({ verdict }) => verdict === "credited");
        for (const credit of credits) {
          const own = credited.filter((candidate) => candidate.partnershipId === credit.partnershipId);
          expect(own.reduce((total, { shareBps = 10_000 }) => total + shareBps, 0)).toBe(credit.shareBps);
        }
        expect(new Set(credited.map((candidate) => candidate.partnershipId)).size).toBe(credits.length);
        expect(candidates).toHaveLength(
          facts.codes.length + facts.clicks.length + facts.unknownClickIds.length + (facts.binding ? 1 : 0),
        );
        for (const { sentence } of candidates) expect(sentence).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it("a touch outside its window, after the sale or made by no person never earns", () => {
    fc.assert(
      fc.property(evidence, (facts) => {
        const { candidates } = decideCredit(facts);
        const policyOf = (id: string | null) => facts.partnerships.find((one) => one.id === id)!.policies[0]!;
        for (const candidate of candidates.filter(({ verdict }) => verdict === "credited")) {
          const { clickWindowDays, bindingWindowDays, bindingOrders } = policyOf(candidate.partnershipId);
          const occurredAt = new Date(candidate.occurredAt ?? "");
          const windowDays = { click: clickWindowDays, binding: bindingWindowDays, code: 0, award: 0 }[candidate.kind];
          expect(occurredAt <= placedAt && occurredAt >= addDays(placedAt, -windowDays)).toBe(true);
          if (candidate.kind === "binding" && bindingOrders !== null) {
            expect(facts.binding!.ordersSince).toBeLessThan(bindingOrders);
          }
          const click = facts.clicks.find(({ id }) => candidate.kind === "click" && id === candidate.evidence);
          if (click) expect(["counted", "repeat"]).toContain(click.class);
        }
      }),
    );
  });

  it("all credits are of one campaign, and a policy that shares nothing credits one creator at most", () => {
    fc.assert(
      fc.property(evidence, (facts) => {
        const { credits } = decideCredit(facts);
        const policies = credits.map(
          (credit) => facts.partnerships.find(({ id }) => id === credit.partnershipId)!.policies[0]!,
        );
        expect(new Set(policies.map(({ campaignId }) => campaignId)).size).toBeLessThanOrEqual(1);
        const [judge] = policies;
        if (judge && !isSharing(judge)) expect(credits).toHaveLength(1);
      }),
    );
  });

  it("the same facts decide the same, and the policy in force says what it says as a what-if", () => {
    fc.assert(
      fc.property(evidence, (facts) => {
        expect(decideCredit(facts)).toEqual(decideCredit(facts));
        const campaigns = new Map(facts.partnerships.map(({ campaignId, policies }) => [campaignId, policies[0]!]));
        for (const [campaignId, rules] of campaigns) {
          expect(decideUnder(facts, rules, [campaignId])).toEqual(decideCredit(facts));
          expect(creditsUnder(facts, rules)).toEqual(decideUnder(facts, rules).credits);
        }
      }),
    );
  });

  it("the order in which the touches are given is irrelevant", () => {
    const shuffled = evidence.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        codes: fc.shuffledSubarray([...facts.codes], { minLength: facts.codes.length }),
        clicks: fc.shuffledSubarray([...facts.clicks], { minLength: facts.clicks.length }),
        partnerships: fc.shuffledSubarray([...facts.partnerships], { minLength: PARTNERSHIPS }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ facts, ...other }) => {
        expect(decideCredit({ ...facts, ...other })).toEqual(decideCredit(facts));
      }),
    );
  });

  it("one more touch that loses, and whose creator is not credited, never changes the winner under first and last", () => {
    fc.assert(
      fc.property(evidence, click, (facts, added) => {
        fc.pre(!facts.clicks.some(({ id }) => id === added.id));
        fc.pre(facts.partnerships.every(({ policies }) => !isSharing(policies[0]!)));
        const own = facts.partnerships.find(({ id }) => id === added.partnershipId)!;
        const ofCampaign = facts.partnerships.filter(({ campaignId }) => campaignId === own.campaignId);
        const inside = (id: string | null) => ofCampaign.some((partnership) => partnership.id === id);
        // A loser between campaigns may still have changed whom its own campaign names: that is looked at inside one campaign.
        const narrow: SaleEvidence = {
          ...facts,
          codes: facts.codes.filter((code) => inside(code.partnershipId)),
          clicks: facts.clicks.filter((one) => inside(one.partnershipId)),
          binding: facts.binding && inside(facts.binding.partnershipId) ? facts.binding : null,
        };
        const after = decideCredit({ ...narrow, clicks: [...narrow.clicks, added] });
        fc.pre(!after.credits.some((credit) => credit.partnershipId === added.partnershipId));
        const winnersOf = (decision: typeof after) => decision.credits.map((credit) => credit.partnershipId);
        expect(winnersOf(after)).toEqual(winnersOf(decideCredit(narrow)));
      }),
    );
  });
});

describe("a sale that the brand itself awarded", () => {
  it("is wholly the awarded creator's under every rule, and every touch is named with why it lost", () => {
    fc.assert(
      fc.property(awarded, policy, (facts, other) => {
        for (const { credits, candidates, rule } of [decideCredit(facts), decideUnder(facts, other)]) {
          expect(rule).toBe("awarded");
          expect(credits).toMatchObject([{ partnershipId: facts.award.partnershipId, shareBps: 10_000 }]);
          expect(candidates.filter(({ verdict }) => verdict === "credited").map(({ kind }) => kind)).toEqual(["award"]);
          expect(candidates).toHaveLength(decideCredit({ ...facts, award: null }).candidates.length + 1);
          for (const { sentence } of candidates) expect(sentence).toMatch(/^[A-Z].*\.$/);
        }
      }),
    );
  });
});
