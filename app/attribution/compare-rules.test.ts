import { describe, expect, it } from "vitest";
import { addDays } from "../kit/clock.ts";
import { compareRules, isStillWhole } from "./compare-rules.ts";
import { decideCredit } from "./decide-credit.ts";
import { decideUnder } from "./decide-under.ts";
import { policyPresets, type PolicyPreset } from "./policy.ts";
import { rulesOf } from "./preset-rules.ts";
import type { SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");
const start = addDays(placedAt, -400);

const partnershipOf = (name: string): TouchedPartnership => ({
  id: name.toLowerCase(),
  campaignId: "spring",
  creatorId: `creator-${name}`,
  creatorName: name,
  status: "active",
  activatedAt: start,
  endedAt: null,
  campaign: { startsAt: start, endsAt: null, endedAt: null, currency: "EUR" },
  policies: [{ ...rulesOf("code-wins"), id: "policy", campaignId: "spring", version: 1, inForceFrom: start }],
});

/** Nils' click came first, ten days ago; Mara's code is on the order. */
const contested: SaleEvidence = {
  placedAt,
  order: { currency: "EUR", netMinor: 40_00n, isReturningCustomer: false, products: [] },
  checkoutStartedAt: null,
  codes: [{ entered: "MARA10", partnershipId: "mara", creditsUntil: null }],
  clicks: [{ id: "c1", partnershipId: "nils", occurredAt: addDays(placedAt, -10), class: "counted", placement: "" }],
  unknownClickIds: [],
  binding: null,
  partnerships: [partnershipOf("Mara"), partnershipOf("Nils")],
  award: null,
};

describe("what other rules would have said", () => {
  const decided = decideCredit(contested);
  const answers = compareRules(contested, decided.credits);

  const answerOf = (wanted: PolicyPreset) =>
    answers.find(({ presets }) => presets.some(({ preset }) => preset === wanted));

  it("names each preset once, and those that agree together", () => {
    expect(answers.flatMap(({ presets }) => presets.map(({ preset }) => preset)).sort()).toEqual(
      [...policyPresets].sort(),
    );
    for (const { presets, credits } of answers) {
      for (const { preset } of presets) {
        const own = decideUnder(contested, rulesOf(preset)).credits.map(({ shareBps }) => shareBps);
        expect([...own].sort(), preset).toEqual(credits.map(({ shareBps }) => shareBps).sort());
      }
    }
  });

  it("says who, with which share, why, and whether it is what was decided", () => {
    expect(answerOf("code-wins")?.presets[0]?.sentence).toBe(
      "Credited to Mara: their code MARA10 was on the order; a code wins, then the last click.",
    );
    expect(answerOf("code-wins")).toMatchObject({
      credits: [{ creatorName: "Mara", shareBps: 10_000 }],
      isAsDecided: true,
    });
    expect(answerOf("first-touch")).toMatchObject({
      credits: [{ creatorName: "Nils", shareBps: 10_000 }],
      isAsDecided: false,
    });
    expect(answerOf("shared-equally")?.credits).toHaveLength(2);
    expect(answers.filter(({ isAsDecided }) => isAsDecided)).toHaveLength(1);
  });

  it("leaves the brand's own word out, which is no rule", () => {
    const award = { id: "a", partnershipId: "nils", awardedAt: placedAt };
    const awarded = { ...contested, award };
    expect(compareRules(awarded, decideCredit(awarded).credits).map(({ credits }) => credits)).toEqual(
      answers.map(({ credits }) => credits),
    );
  });

  it("is asked only while all evidence of the decision is still kept", () => {
    expect(isStillWhole(contested, decided.candidates)).toBe(true);
    expect(isStillWhole({ ...contested, clicks: [] }, decided.candidates)).toBe(false);
    // A click that was dropped is named by the order still, as one that nobody knows.
    expect(isStillWhole({ ...contested, clicks: [], unknownClickIds: ["c1"] }, decided.candidates)).toBe(false);
  });
});
