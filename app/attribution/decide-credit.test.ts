import { describe, expect, it } from "vitest";
import { addDays, addMinutes } from "../kit/clock.ts";
import type { ClickEvidence, SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";
import type { AttributionPolicy, PolicyPreset } from "./policy.ts";
import { rulesOf } from "./preset-rules.ts";
import { decideCredit } from "./decide-credit.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");
const start = addDays(placedAt, -400);

const policyOf = (preset: PolicyPreset, choices: Partial<AttributionPolicy> = {}): AttributionPolicy => ({
  ...rulesOf(preset),
  id: `policy-${preset}`,
  campaignId: "spring",
  version: 1,
  clickWindowDays: 30,
  bindingWindowDays: 365,
  tailDays: 14,
  codeTailDays: 14,
  inForceFrom: start,
  ...choices,
});

const partnershipOf = (
  name: string,
  preset: PolicyPreset,
  choices: Partial<TouchedPartnership> = {},
): TouchedPartnership => ({
  id: name.toLowerCase(),
  campaignId: "spring",
  creatorId: `creator-${name}`,
  creatorName: name,
  status: "active",
  activatedAt: start,
  endedAt: null,
  campaign: { startsAt: start, endsAt: null, endedAt: null, currency: "EUR" },
  policies: [policyOf(preset)],
  ...choices,
});

const clickOf = (partnershipId: string, daysBefore: number, choices: Partial<ClickEvidence> = {}): ClickEvidence => ({
  id: `click-${partnershipId}-${daysBefore}`,
  partnershipId,
  occurredAt: addDays(placedAt, -daysBefore),
  class: "counted",
  placement: "",
  ...choices,
});

const nothing: SaleEvidence = {
  placedAt,
  order: { currency: "EUR", netMinor: 40_00n, isReturningCustomer: false, products: [] },
  checkoutStartedAt: null,
  codes: [],
  clicks: [],
  unknownClickIds: [],
  binding: null,
  award: null,
  partnerships: [],
};

const decide = (preset: PolicyPreset, evidence: Partial<SaleEvidence>) =>
  decideCredit({
    ...nothing,
    partnerships: [partnershipOf("Mara", preset), partnershipOf("Nils", preset)],
    ...evidence,
  });

const winnerOf = (decision: ReturnType<typeof decideCredit>) => decision.credits[0]?.partnershipId ?? null;
const sentencesOf = (decision: ReturnType<typeof decideCredit>) => decision.candidates.map(({ sentence }) => sentence);

const maraCode = { entered: "MARA10", partnershipId: "mara", creditsUntil: null };
const nilsCode = { entered: "NILS", partnershipId: "nils", creditsUntil: null };
const foreignCode = { entered: "WELCOME5", partnershipId: null, creditsUntil: null };

describe("a code that was replaced", () => {
  const ending = (creditsUntil: Date) => ({ ...maraCode, creditsUntil });

  it("credits its owner until the end of its grace, the last instant included", () => {
    for (const creditsUntil of [addDays(placedAt, 3), placedAt]) {
      expect(winnerOf(decide("code-wins", { codes: [ending(creditsUntil)], clicks: [clickOf("nils", 1)] }))).toBe(
        "mara",
      );
    }
  });

  it("loses after its grace with a sentence, and takes nothing away from anybody's click", () => {
    const codes = [ending(addDays(placedAt, -2))];
    const decision = decide("code-wins", { codes, clicks: [clickOf("nils", 1)] });
    expect(winnerOf(decision)).toBe("nils");
    expect(decision.candidates.find(({ kind }) => kind === "code")).toMatchObject({
      verdict: "code-replaced",
      partnershipId: "mara",
      sentence: "Your code MARA10 was replaced and earned until 30 May 2026; this sale came later.",
    });
    expect(winnerOf(decide("code-wins", { codes }))).toBeNull();
  });

  it("leaves the owner's own click its credit", () => {
    const codes = [ending(addDays(placedAt, -2))];
    const decision = decide("code-wins", { codes, clicks: [clickOf("mara", 1)] });
    expect(decision.credits).toMatchObject([{ partnershipId: "mara", touchKind: "click" }]);
  });
});

describe("code wins", () => {
  it("gives the sale to the code's owner although another creator's click came last (Awin: the code's owner always wins)", () => {
    const decision = decide("code-wins", { codes: [maraCode], clicks: [clickOf("nils", 1)] });
    expect(winnerOf(decision)).toBe("mara");
    expect(decision.rule).toBe("code-wins");
    expect(decision.sentence).toBe(
      "Credited to Mara: their code MARA10 was on the order; in this campaign a code wins, then the last click.",
    );
    expect(sentencesOf(decision)).toContain(
      "Another creator's code was on the order; in this campaign a code wins, then the last click.",
    );
  });

  it("keeps the placement of the owner's own click (Commission Factory)", () => {
    const clicks = [
      clickOf("mara", 9, { placement: "reel" }),
      clickOf("mara", 2, { placement: "story" }),
      clickOf("nils", 1, { placement: "post" }),
    ];
    const decision = decide("code-wins", { codes: [maraCode], clicks });
    expect(decision.credits).toEqual([
      { partnershipId: "mara", shareBps: 10_000, policyId: "policy-code-wins", touchKind: "code", placement: "story" },
    ]);
    expect(sentencesOf(decision)).toContain(
      "The sale is credited to you already through your code MARA10; this click tells which placement led to it.",
    );
  });

  it("wins even stacked with foreign codes, and a foreign code alone never erases the click (Refersion)", () => {
    expect(winnerOf(decide("code-wins", { codes: [foreignCode, maraCode], clicks: [clickOf("nils", 1)] }))).toBe(
      "mara",
    );
    const foreignOnly = decide("code-wins", { codes: [foreignCode], clicks: [clickOf("nils", 1)] });
    expect(winnerOf(foreignOnly)).toBe("nils");
    expect(sentencesOf(foreignOnly)).toContain(
      "The code WELCOME5 belongs to no creator. It takes nothing away from anyone's click.",
    );
  });

  it("without a code takes the last click, a click before an earlier customer, and never two creators on one order", () => {
    const binding = { saleId: "sale-0", partnershipId: "mara", occurredAt: addDays(placedAt, -100), ordersSince: 0 };
    const last = decide("code-wins", { clicks: [clickOf("mara", 3), clickOf("nils", 2)], binding });
    expect(winnerOf(last)).toBe("nils");
    expect(last.credits).toHaveLength(1);
    expect(winnerOf(decide("code-wins", { binding }))).toBe("mara");
  });

  it("of two creators' codes on one order takes the older partnership's", () => {
    expect(winnerOf(decide("code-wins", { codes: [nilsCode, maraCode] }))).toBe("mara");
  });
});

describe("click wins", () => {
  it("takes the last click inside the window over a code, and the code where no click may earn", () => {
    expect(winnerOf(decide("click-wins", { codes: [maraCode], clicks: [clickOf("nils", 5)] }))).toBe("nils");
    expect(winnerOf(decide("click-wins", { codes: [maraCode], clicks: [clickOf("nils", 31)] }))).toBe("mara");
  });
});

describe("first touch", () => {
  it("takes the earliest click inside 60 days (Rewardful), not the last one and not the code at the sale", () => {
    const partnerships = ["Mara", "Nils"].map((name) =>
      partnershipOf(name, "first-touch", { policies: [policyOf("first-touch", { clickWindowDays: 60 })] }),
    );
    const clicks = [clickOf("mara", 61), clickOf("nils", 59), clickOf("mara", 2)];
    const decision = decideCredit({ ...nothing, partnerships, codes: [maraCode], clicks });
    expect(winnerOf(decision)).toBe("nils");
    expect(decision.candidates[0]).toMatchObject({ evidence: "click-mara-61", verdict: "outside-window" });
  });

  it("with a window of one day forgets the day before yesterday (AffiliateWP)", () => {
    const partnerships = [
      partnershipOf("Mara", "first-touch", { policies: [policyOf("first-touch", { clickWindowDays: 1 })] }),
    ];
    expect(winnerOf(decideCredit({ ...nothing, partnerships, clicks: [clickOf("mara", 2)] }))).toBeNull();
    expect(winnerOf(decideCredit({ ...nothing, partnerships, clicks: [clickOf("mara", 1)] }))).toBe("mara");
  });
});

describe("what may not earn says why in a sentence", () => {
  const refusalOf = (evidence: Partial<SaleEvidence>, partnership: Partial<TouchedPartnership> = {}) => {
    const decision = decideCredit({
      ...nothing,
      partnerships: [partnershipOf("Mara", "code-wins", partnership)],
      ...evidence,
    });
    expect(decision.credits).toEqual([]);
    expect(decision.rule).toBe("no-eligible-touch");
    return [decision.candidates[0]?.verdict, decision.candidates[0]?.sentence];
  };

  it("a click outside its window", () => {
    expect(refusalOf({ clicks: [clickOf("mara", 34)] })).toEqual([
      "outside-window",
      "Your click came 34 days before the sale; the window of this campaign is 30 days.",
    ]);
    const justOver = { clicks: [clickOf("mara", 0, { occurredAt: addMinutes(addDays(placedAt, -30), -1) })] };
    expect(refusalOf(justOver)[1]).toBe(
      "Your click came just over 30 days before the sale; the window of this campaign is 30 days.",
    );
    expect(winnerOf(decide("code-wins", { clicks: [clickOf("mara", 30)] }))).toBe("mara");
  });

  it("a click after the sale, and one that no person made", () => {
    expect(refusalOf({ clicks: [clickOf("mara", -2)] })).toEqual([
      "after-the-sale",
      "Your click came 2 days after the sale.",
    ]);
    for (const clickClass of ["bot", "preview", "prefetch", "empty-agent", "head", "expired"] as const) {
      expect(refusalOf({ clicks: [clickOf("mara", 1, { class: clickClass })] })[0]).toBe("not-counted");
    }
    expect(winnerOf(decide("code-wins", { clicks: [clickOf("mara", 1, { class: "repeat" })] }))).toBe("mara");
  });

  it("a partnership that was never active, or became so after the sale", () => {
    expect(refusalOf({ codes: [maraCode] }, { status: "applied", activatedAt: null })[0]).toBe(
      "partnership-not-active",
    );
    expect(refusalOf({ codes: [maraCode] }, { activatedAt: addDays(placedAt, 1) })[1]).toBe(
      "The partnership became active on 2 June 2026, after the sale.",
    );
  });

  it("a binding whose window is over, and one in a campaign without bindings", () => {
    const binding = { saleId: "sale-0", partnershipId: "mara", occurredAt: addDays(placedAt, -400), ordersSince: 0 };
    expect(refusalOf({ binding })[1]).toBe(
      "You brought this customer 400 days before the sale; this campaign binds customers for 365 days.",
    );
    expect(refusalOf({ binding }, { policies: [policyOf("code-wins", { bindingWindowDays: 0 })] })[0]).toBe(
      "outside-window",
    );
  });

  it("a click id we never issued", () => {
    const decision = decideCredit({ ...nothing, unknownClickIds: ["made-up"] });
    expect(decision.rule).toBe("no-touch");
    expect(decision.candidates[0]?.verdict).toBe("unknown-click");
  });
});

describe("the tail after an end", () => {
  const endedAt = addDays(placedAt, -10);
  const ended = (choices: Partial<TouchedPartnership>, evidence: Partial<SaleEvidence>) =>
    decideCredit({ ...nothing, partnerships: [partnershipOf("Mara", "code-wins", choices)], ...evidence });
  const campaign = { startsAt: start, endsAt: null, endedAt, currency: "EUR" };

  it("still pays a click from before the end, and a code, for 14 days", () => {
    expect(winnerOf(ended({ campaign }, { clicks: [clickOf("mara", 11)] }))).toBe("mara");
    expect(winnerOf(ended({ status: "ended", endedAt }, { codes: [maraCode] }))).toBe("mara");
  });

  it("does not pay a click from after the end, nor anything after the tail", () => {
    expect(ended({ campaign }, { clicks: [clickOf("mara", 9)] }).candidates[0]?.verdict).toBe("campaign-not-running");
    const longAgo = { campaign: { startsAt: start, endsAt: addDays(placedAt, -15), endedAt: null, currency: "EUR" } };
    expect(ended(longAgo, { codes: [maraCode] }).candidates[0]?.sentence).toBe(
      "The campaign ended on 17 May 2026; sales earned for 14 days after that, and this one came later.",
    );
  });
});

describe("between campaigns", () => {
  const autumn = partnershipOf("Olga", "code-wins", {
    id: "olga",
    campaignId: "autumn",
    policies: [policyOf("code-wins", { id: "policy-autumn", campaignId: "autumn" })],
  });

  it("the latest touch wins, a code counting as touched at the sale itself", () => {
    const partnerships = [partnershipOf("Mara", "first-touch"), autumn];
    const decision = decideCredit({ ...nothing, partnerships, clicks: [clickOf("mara", 3), clickOf("olga", 2)] });
    expect(winnerOf(decision)).toBe("olga");
    expect(decision.rule).toBe("latest-campaign");
    expect(decision.candidates[0]?.sentence).toBe(
      "In another campaign another creator's click came 2 days before the sale; between campaigns the latest touch wins.",
    );
    expect(winnerOf(decideCredit({ ...nothing, partnerships, codes: [maraCode], clicks: [clickOf("olga", 0)] }))).toBe(
      "mara",
    );
  });

  it("each touch is judged by its own campaign's policy in force at the sale", () => {
    const narrow = policyOf("code-wins", {
      id: "policy-2",
      version: 2,
      clickWindowDays: 7,
      inForceFrom: addDays(placedAt, -1),
    });
    const later = policyOf("code-wins", {
      id: "policy-3",
      version: 3,
      clickWindowDays: 90,
      inForceFrom: addDays(placedAt, 1),
    });
    const mara = partnershipOf("Mara", "code-wins", { policies: [later, policyOf("code-wins"), narrow] });
    const decision = decideCredit({ ...nothing, partnerships: [mara], clicks: [clickOf("mara", 8)] });
    expect(decision.candidates[0]).toMatchObject({ verdict: "outside-window", policyId: "policy-2" });
  });
});

describe("ten buyers whose paths can be checked by hand", () => {
  const paths = [
    ...Array.from({ length: 2 }, () => ["direct"]),
    ...Array.from({ length: 3 }, () => ["search", "email"]),
    ...Array.from({ length: 5 }, () => ["search", "social", "email"]),
  ];
  const countWinners = (preset: PolicyPreset) => {
    const counts: Record<string, number> = {};
    for (const path of paths) {
      const partnerships = path.map((name) => partnershipOf(name, preset));
      const clicks = path.map((name, index) => clickOf(name, path.length - index));
      const winner = winnerOf(decideCredit({ ...nothing, partnerships, clicks })) ?? "nobody";
      counts[winner] = (counts[winner] ?? 0) + 1;
    }
    return counts;
  };

  it("first touch credits direct 2 and search 8, the last click direct 2 and email 8", () => {
    expect(countWinners("first-touch")).toEqual({ direct: 2, search: 8 });
    expect(countWinners("click-wins")).toEqual({ direct: 2, email: 8 });
  });
});
