import { describe, expect, it } from "vitest";
import { payoutEta, type EtaFacts } from "./payout-eta.ts";
import { defaultPayoutTerms } from "./payout-terms.ts";

const monday = new Date("2026-06-01T09:00:00Z");
const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
const held: EtaFacts = {
  status: "held",
  blockedBy: null,
  holdUntil: new Date("2026-06-15T09:00:00Z"),
  holdNote: null,
  heldMinor: 20_00n,
  payableMinor: 0n,
  inTransitMinor: 0n,
  paidMinor: 0n,
  rail: "sepa",
  openBatchStatus: null,
  sentAt: null,
  creatorPayableMinor: 20_00n,
  minimumMinor: 10_00n,
  ownMinimumMinor: null,
  schedules: [defaultPayoutTerms],
  isFunded: true,
  payeeUsableFrom: monday,
};
const matured = { ...held, holdUntil: monday };
const approved: EtaFacts = { ...matured, status: "approved", heldMinor: 0n, payableMinor: 20_00n };

describe("when a commission's money arrives", () => {
  it.each<[string, EtaFacts, string, string | null, boolean]>([
    ["in the hold", held, "may still return", "2026-06-19", false],
    ["hold over", matured, "Finance reviews it next", "2026-06-05", false],
    ["order not paid", { ...matured, blockedBy: "unpaid-order" }, "has not paid the order yet", null, true],
    ["disputed", { ...matured, blockedBy: "open-dispute" }, "frozen until the bank decides", null, true],
    [
      "frozen after approval",
      { ...matured, status: "approved", blockedBy: "open-dispute" },
      "frozen until the bank decides",
      null,
      true,
    ],
    [
      "kept by finance",
      { ...matured, holdNote: "We ask the shop about a return." },
      "We ask the shop about a return.",
      null,
      true,
    ],
    ["approved", approved, "next batch", "2026-06-05", false],
    ["approved, paid by hand", { ...approved, rail: "manual" }, "next batch", "2026-06-07", false],
    ["approved, nowhere to go", { ...approved, payeeUsableFrom: null }, "Add your payee details", null, true],
    [
      "approved, new account",
      { ...approved, payeeUsableFrom: new Date("2026-06-05T09:00:00Z") },
      "until your new account may be used",
      "2026-06-12",
      false,
    ],
    ["approved, too little", { ...approved, creatorPayableMinor: 9_99n }, "smallest payout", null, true],
    [
      "approved, less than the creator wants at once",
      { ...approved, ownMinimumMinor: 20_01n },
      "the amount you chose",
      null,
      true,
    ],
    [
      "approved, what the creator wants at once",
      { ...approved, ownMinimumMinor: 20_00n },
      "next batch",
      "2026-06-05",
      false,
    ],
    [
      "approved, batches on the month’s last working day",
      { ...approved, schedules: [{ inForceFrom: null, schedule: { kind: "monthly-last-working-day" } }] },
      "next batch",
      "2026-07-01",
      false,
    ],
    [
      "approved, and the brand has not paid in",
      { ...approved, isFunded: false },
      "waits for the brand’s funds",
      null,
      true,
    ],
    ["in a prepared batch", { ...approved, openBatchStatus: "prepared" }, "second person", "2026-06-02", false],
    ["in an approved batch", { ...approved, openBatchStatus: "approved" }, "sent next", "2026-06-02", false],
    [
      "sent",
      { ...approved, payableMinor: 0n, inTransitMinor: 20_00n, sentAt: monday },
      "on its way",
      "2026-06-02",
      false,
    ],
    ["paid", { ...approved, payableMinor: 0n, paidMinor: 20_00n, sentAt: monday }, "Paid.", null, false],
    ["declined", { ...matured, status: "declined", heldMinor: 0n }, "declined", null, false],
    ["refunded before payout", { ...matured, heldMinor: 0n }, "Nothing is left", null, false],
    [
      "refunded after payout",
      { ...approved, payableMinor: -5_00n, paidMinor: 20_00n, sentAt: monday },
      "taken off your next payout",
      null,
      false,
    ],
  ])("%s", (_, facts, part, expected, isBlocked) => {
    const eta = payoutEta(facts, monday);
    expect(eta.sentence).toContain(part);
    expect(day(eta.expectedAt)).toBe(expected);
    expect(eta.isBlocked).toBe(isBlocked);
  });

  it("names exactly one stage as the present one until the money is there", () => {
    for (const facts of [
      held,
      matured,
      approved,
      { ...approved, payableMinor: 0n, inTransitMinor: 1n, sentAt: monday },
    ]) {
      expect(payoutEta(facts, monday).stages.filter((stage) => stage.state === "now")).toHaveLength(1);
    }
  });
});
