import { describe, expect, it } from "vitest";
import { addDays } from "../kit/clock.ts";
import { decideCredit } from "./decide-credit.ts";
import { creditsUnder, decideUnder } from "./decide-under.ts";
import { fingerprintTextOf } from "./decision.ts";
import { policyPresets } from "./policy.ts";
import { rulesOf } from "./preset-rules.ts";
import type { AwardEvidence, SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");
const start = addDays(placedAt, -400);

const partnershipOf = (name: string, campaignId: string): TouchedPartnership => ({
  id: name.toLowerCase(),
  campaignId,
  creatorId: `creator-${name}`,
  creatorName: name,
  status: "active",
  activatedAt: start,
  endedAt: null,
  campaign: { startsAt: start, endsAt: null, endedAt: null, currency: "EUR" },
  policies: [{ ...rulesOf("code-wins"), id: `policy-${campaignId}`, campaignId, version: 1, inForceFrom: start }],
});

/** Nils' code is on the order and Mara's click is 40 days old: by every rule the sale is Nils'. */
const contested: SaleEvidence = {
  placedAt,
  order: { currency: "EUR", netMinor: 40_00n, isReturningCustomer: false, products: [] },
  checkoutStartedAt: null,
  codes: [{ entered: "NILS", partnershipId: "nils", creditsUntil: null }],
  clicks: [
    { id: "old", partnershipId: "mara", occurredAt: addDays(placedAt, -40), class: "counted", placement: "reel" },
    { id: "new", partnershipId: "mara", occurredAt: addDays(placedAt, -4), class: "counted", placement: "story" },
  ],
  unknownClickIds: [],
  binding: null,
  partnerships: [partnershipOf("Mara", "spring"), partnershipOf("Nils", "spring"), partnershipOf("Olu", "summer")],
  award: null,
};

const award: AwardEvidence = { id: "award-1", partnershipId: "mara", awardedAt: addDays(placedAt, 5) };

describe("a sale that the brand itself credits", () => {
  const decision = decideCredit({ ...contested, award });

  it("is the awarded creator's whole, whatever the rules say", () => {
    expect(decideCredit(contested).credits).toMatchObject([{ partnershipId: "nils" }]);
    expect(decision.rule).toBe("awarded");
    expect(decision.credits).toEqual([
      { partnershipId: "mara", shareBps: 10_000, policyId: "policy-spring", touchKind: "award", placement: "story" },
    ]);
    expect(decision.sentence).toBe(
      "Credited to Mara: the brand says that they brought this sale; its own word goes before every rule.",
    );
  });

  it("goes on naming every candidate, each with a reason", () => {
    expect(decision.candidates.map(({ kind, verdict, sentence }) => [kind, verdict, sentence])).toEqual([
      ["click", "outside-window", "Your click came 40 days before the sale; the window of this campaign is 30 days."],
      [
        "click",
        "outranked",
        "The sale is credited to you already by the brand's own word; this click tells which placement led to it.",
      ],
      [
        "code",
        "outranked",
        "The brand itself credited this sale to another creator; its own word goes before every rule.",
      ],
      ["award", "credited", "The brand says that you brought this sale, and credited it to you on 6 June 2026."],
    ]);
  });

  it("needs no touch at all, nor a rule that would allow one", () => {
    const bare = { ...contested, codes: [], clicks: [], award: { ...award, partnershipId: "olu" } };
    expect(decideCredit(bare).credits).toMatchObject([{ partnershipId: "olu", policyId: "policy-summer" }]);
    expect(decideCredit(bare).candidates).toHaveLength(1);
  });

  it("stays awarded under every other rule, so that a what-if takes nobody's given word away", () => {
    for (const preset of policyPresets) {
      expect(creditsUnder({ ...contested, award }, rulesOf(preset)), preset).toMatchObject([{ partnershipId: "mara" }]);
      expect(decideUnder({ ...contested, award }, rulesOf(preset)).rule).toBe("awarded");
    }
  });

  it("is decided by the rules again once the award is gone: the same decision as before it, to the letter", () => {
    expect(fingerprintTextOf(decideCredit({ ...contested, award: null }))).toBe(
      fingerprintTextOf(decideCredit(contested)),
    );
    expect(fingerprintTextOf(decision)).not.toBe(fingerprintTextOf(decideCredit(contested)));
  });

  it("fails loudly when the awarded partnership is not described", () => {
    expect(() => decideCredit({ ...contested, award: { ...award, partnershipId: "nobody" } })).toThrow(RangeError);
  });
});
