import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftFunding, NOTHING_FUNDED, type BrandFunds, type FundingTotals } from "./draft-funding.ts";

const LUMEN = "lumen-tea";
const EMPTY: BrandFunds = { fundsMinor: 0n, shortfallMinor: 0n };
const paid = (receivedMinor: bigint, refundedMinor = 0n, disputedMinor = 0n): FundingTotals => ({
  receivedMinor,
  refundedMinor,
  disputedMinor,
});
const draft = (booked: FundingTotals, known: FundingTotals, funds: BrandFunds) =>
  draftFunding({ brandId: LUMEN, source: "stripe", currency: "EUR", booked, known, funds });
const amounts = (drafts: ReturnType<typeof draft>) =>
  drafts.map(({ eventCode, entries }) => [
    eventCode,
    Object.fromEntries(entries.map(({ account, amountMinor }) => [account.split(":").at(-1), amountMinor])),
  ]);

describe("a top-up", () => {
  it("is in the balance once it was paid, and a second telling changes nothing", () => {
    const known = paid(500_00n);
    expect(amounts(draft(NOTHING_FUNDED, known, EMPTY))).toEqual([
      ["funding.received", { received: -500_00n, funds: 500_00n }],
    ]);
    expect(draft(known, known, { fundsMinor: 500_00n, shortfallMinor: 0n })).toEqual([]);
  });

  it("that is disputed after most of it was paid on leaves a shortfall, never a balance below zero", () => {
    const drafts = draft(paid(500_00n), paid(500_00n, 0n, 500_00n), { fundsMinor: 120_00n, shortfallMinor: 0n });
    expect(amounts(drafts)).toEqual([
      ["funding.reversed", { received: 500_00n, funds: -120_00n, shortfall: -380_00n }],
    ]);
  });

  it("pays an earlier shortfall first, and a dispute that was won gives back what it took", () => {
    const funds = { fundsMinor: 0n, shortfallMinor: 380_00n };
    expect(amounts(draft(NOTHING_FUNDED, paid(400_00n), funds))).toEqual([
      ["funding.received", { received: -400_00n, funds: 20_00n, shortfall: 380_00n }],
    ]);
    expect(amounts(draft(paid(500_00n, 0n, 500_00n), paid(500_00n), funds))).toEqual([
      ["funding.reinstated", { received: -500_00n, funds: 120_00n, shortfall: 380_00n }],
    ]);
  });

  it("balances and keeps both sides at or above zero, whatever was known before and is known now", () => {
    const minor = fc.bigInt({ min: 0n, max: 1_000_00n });
    const totals = fc.record({ receivedMinor: minor, refundedMinor: minor, disputedMinor: minor });
    const funds = fc.record({ fundsMinor: minor, shortfallMinor: minor });
    fc.assert(
      fc.property(totals, totals, funds, (booked, known, before) => {
        const drafts = draft(booked, known, before);
        const sumOf = (ending: string) =>
          drafts
            .flatMap(({ entries }) => entries)
            .filter(({ account }) => account.endsWith(ending))
            .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        for (const { entries } of drafts) expect(entries.reduce((sum, one) => sum + one.amountMinor, 0n)).toBe(0n);
        expect(before.fundsMinor + sumOf(":funds")).toBeGreaterThanOrEqual(0n);
        expect(before.shortfallMinor - sumOf(":shortfall")).toBeGreaterThanOrEqual(0n);
        const netOf = ({ receivedMinor, refundedMinor, disputedMinor }: FundingTotals) =>
          receivedMinor - refundedMinor - disputedMinor;
        expect(-sumOf(":received")).toBe(netOf(known) - netOf(booked));
      }),
    );
  });
});
