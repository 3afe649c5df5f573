import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clickClasses } from "#app/clicks/click.ts";
import { addDays, MS_PER_HOUR } from "#app/kit/clock.ts";
import { decideCredit } from "#app/attribution/decide-credit.ts";
import { policyPresets } from "#app/attribution/policy.ts";
import type { ClickEvidence, SaleEvidence, TouchedPartnership } from "#app/attribution/sale-evidence.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");
const start = addDays(placedAt, -800);
const PARTNERSHIPS = 4;

const policy = fc.record({
  preset: fc.constantFrom(...policyPresets),
  clickWindowDays: fc.integer({ min: 1, max: 60 }),
  bindingWindowDays: fc.integer({ min: 0, max: 365 }),
});

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
      campaign: { startsAt: start, endsAt: null, endedAt: null },
      policies: [{ ...chosen, id: `policy-${campaignId}`, campaignId, version: 1, tailDays: 0, inForceFrom: start }],
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
  codes: fc.uniqueArray(
    fc.record({
      entered: fc.constantFrom("A", "B", "C"),
      partnershipId: fc.option(partnershipId, { nil: null }),
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
    }),
    { nil: null },
  ),
  partnerships,
});

describe("whatever touches an order carries", () => {
  it("its credits sum to 100 % or to nothing, and exactly the credited candidate is called so [A16]", () => {
    fc.assert(
      fc.property(evidence, (facts) => {
        const { credits, candidates } = decideCredit(facts);
        const sum = credits.reduce((total, { shareBps }) => total + shareBps, 0);
        expect([0, 10_000]).toContain(sum);
        expect(candidates.filter(({ verdict }) => verdict === "credited")).toHaveLength(credits.length);
        expect(candidates).toHaveLength(
          facts.codes.length + facts.clicks.length + facts.unknownClickIds.length + (facts.binding ? 1 : 0),
        );
        for (const { sentence } of candidates) expect(sentence).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it("a click outside its window, after the sale or made by no person never earns", () => {
    fc.assert(
      fc.property(evidence, (facts) => {
        const { candidates } = decideCredit(facts);
        for (const candidate of candidates.filter(({ kind, verdict }) => kind === "click" && verdict === "credited")) {
          const winner = facts.clicks.find(({ id }) => id === candidate.evidence)!;
          const windowDays = facts.partnerships.find(({ id }) => id === winner.partnershipId)!.policies[0]!
            .clickWindowDays;
          expect(["counted", "repeat"]).toContain(winner.class);
          expect(winner.occurredAt <= placedAt && winner.occurredAt >= addDays(placedAt, -windowDays)).toBe(true);
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

  it("one more touch that may not earn, or that loses inside its own campaign, never changes the winner", () => {
    fc.assert(
      fc.property(evidence, click, (facts, added) => {
        fc.pre(!facts.clicks.some(({ id }) => id === added.id));
        const before = decideCredit(facts);
        const after = decideCredit({ ...facts, clicks: [...facts.clicks, added] });
        const verdict = after.candidates.find(({ evidence: id }) => id === added.id)?.verdict;
        const campaignOf = (id: string | undefined) =>
          facts.partnerships.find((partnership) => partnership.id === id)?.campaignId;
        const sameCampaign = (partnership: string) => campaignOf(partnership) === campaignOf(added.partnershipId);
        const alone = decideCredit({
          ...facts,
          codes: facts.codes.filter((code) => code.partnershipId !== null && sameCampaign(code.partnershipId)),
          clicks: [...facts.clicks, added].filter((one) => sameCampaign(one.partnershipId)),
          binding: facts.binding && sameCampaign(facts.binding.partnershipId) ? facts.binding : null,
        });
        const winsItsCampaign = alone.candidates.some(
          ({ evidence: id, verdict: own }) => id === added.id && own === "credited",
        );
        fc.pre(verdict !== "credited" && !winsItsCampaign);
        expect(after.credits.map((credit) => credit.partnershipId)).toEqual(
          before.credits.map((credit) => credit.partnershipId),
        );
      }),
    );
  });
});
