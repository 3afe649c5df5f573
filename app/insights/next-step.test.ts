import { describe, expect, it } from "vitest";
import { addDays } from "../kit/clock.ts";
import { nextStepsOf, type CommissionStanding } from "./next-step.ts";
import { nextInWords } from "./money-words.tsx";

const now = new Date("2026-11-21T12:00:00Z");

const held: CommissionStanding = {
  status: "held", heldMinor: 480n, payableMinor: 0n, inTransitMinor: 0n, paidMinor: 0n, holdUntil: addDays(now, 21), blockedBy: null,
  review: null, openBatch: null, lastSentAt: null, lastSettledAt: null,
}; // prettier-ignore

const sentencesOf = (standing: CommissionStanding) =>
  nextStepsOf(standing, now).map((step) => nextInWords(step, "EUR", now));

describe("what happens next to a commission", () => {
  it("in its hold: the day it ends", () => {
    expect(sentencesOf(held)).toEqual([
      "€4.80 is held until 12 Dec 2026, in 21 days, so that returns can come in. Then finance reviews it and the next batch pays it.",
    ]);
  });

  it("after its hold: finance reviews it, or says why not", () => {
    const matured = { ...held, holdUntil: addDays(now, -2) };
    expect(sentencesOf(matured)[0]).toContain("free for review since 19 Nov 2026");
    const kept = {
      ...matured,
      review: { kind: "hold", reason: null, note: "Waiting for the delivery note." },
    } as const;
    expect(sentencesOf(kept)).toEqual([
      "Finance looked at €4.80 and keeps it on hold: “Waiting for the delivery note.”",
    ]);
  });

  it("under a dispute or unpaid: what it waits for, whatever the date", () => {
    expect(nextStepsOf({ ...held, blockedBy: "open-dispute" }, now)[0]?.kind).toBe("awaits-dispute");
    expect(nextStepsOf({ ...held, blockedBy: "unpaid-order" }, now)[0]?.kind).toBe("awaits-payment");
  });

  it("approved: the next batch, or the batch it is in", () => {
    const approved = { ...held, status: "approved", heldMinor: 0n, payableMinor: 480n } as const;
    expect(sentencesOf(approved)).toEqual(["€4.80 is approved and goes into the next payout batch."]);
    const inBatch = { ...approved, openBatch: { name: "2026-11-26-1", status: "prepared" } } as const;
    expect(sentencesOf(inBatch)).toEqual([
      "€4.80 is in batch 2026-11-26-1, which waits for a second person’s approval.",
    ]);
  });

  it("paid and refunded after: what arrived, and what the next payout takes back", () => {
    const clawedBack = {
      ...held,
      status: "approved",
      heldMinor: 0n,
      payableMinor: -200n,
      paidMinor: 480n,
      lastSettledAt: now,
    } as const;
    expect(sentencesOf(clawedBack)).toEqual([
      "€2.00 was paid out before it was taken back. It is subtracted from the next payout.",
      "€4.80 arrived on 21 Nov 2026.",
    ]);
  });

  it("with nothing left: says so", () => {
    expect(sentencesOf({ ...held, heldMinor: 0n })).toEqual(["Nothing is left to pay on this sale."]);
  });
});
