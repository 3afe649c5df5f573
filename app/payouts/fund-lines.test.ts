import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costOf } from "../billing/platform-fee.ts";
import { fundLines, type FundableLine } from "./fund-lines.ts";

const day = (number: number) => new Date(Date.UTC(2026, 4, number));
const line = (
  commissionId: string,
  amountMinor: bigint,
  soldOn: number,
  creatorId = "mara",
  brandId = "lumen",
): FundableLine => ({ creatorId, brandId, commissionId, amountMinor, earnedAt: day(soldOn) });
const atHand = (lumenMinor: bigint, feeBps = 0, norfolkMinor = 0n, vatBps = 0) => ({
  availableMinor: new Map([
    ["lumen", lumenMinor],
    ["norfolk", norfolkMinor],
  ]),
  costOf: (_brandId: string, amountMinor: bigint) => costOf(amountMinor, { feeBps, vatBps }),
});
const paid = (lines: FundableLine[], ...hand: Parameters<typeof atHand>) =>
  [...fundLines(lines, atHand(...hand))].sort();

describe("a brand's balance pays", () => {
  it("the oldest sales first, whoever earned them, and nobody overtakes one it does not reach", () => {
    const lines = [line("c", 5_00n, 3), line("a", 20_00n, 1, "ines"), line("b", 30_00n, 2), line("d", 1_00n, 4)];
    expect(paid(lines, 100_00n)).toEqual(["a", "b", "c", "d"]);
    expect(paid(lines, 50_00n)).toEqual(["a", "b"]);
    expect(paid(lines, 49_99n)).toEqual(["a"]);
    expect(paid(lines, 19_99n)).toEqual([]);
  });

  it("for its own creators alone: one brand's money never pays for another", () => {
    const lines = [line("a", 20_00n, 1), line("b", 20_00n, 2, "mara", "norfolk")];
    expect(paid(lines, 100_00n)).toEqual(["a"]);
    expect(paid(lines, 0n, 0, 20_00n)).toEqual(["b"]);
  });

  it("the platform's fee on top", () => {
    expect(paid([line("a", 20_00n, 1)], 20_99n, 500)).toEqual([]);
    expect(paid([line("a", 20_00n, 1)], 21_00n, 500)).toEqual(["a"]);
  });

  it("and the VAT on the fee, rounded up, because over a month it may be that much", () => {
    expect(paid([line("a", 20_00n, 1)], 21_18n, 500, 0n, 1_900)).toEqual([]);
    expect(paid([line("a", 20_00n, 1)], 21_19n, 500, 0n, 1_900)).toEqual(["a"]);
    expect(paid([line("a", 20_20n, 1)], 21_40n, 500, 0n, 1_900)).toEqual([]);
    expect(paid([line("a", 20_20n, 1)], 21_41n, 500, 0n, 1_900)).toEqual(["a"]);
  });

  it("less to a creator who has money clawed back at it, and nothing more to anybody else", () => {
    const lines = [line("back", -15_00n, 1), line("a", 20_00n, 2), line("b", 15_00n, 3, "ines")];
    expect(paid(lines, 5_00n)).toEqual(["a"]);
    expect(paid(lines, 20_00n)).toEqual(["a", "b"]);
  });

  it("never more than it holds, with any sales and any fee", () => {
    const someLine = fc
      .tuple(fc.bigInt({ min: -50_00n, max: 50_00n }), fc.nat(20), fc.constantFrom("mara", "ines", "tom"))
      .map(([amountMinor, soldOn, creatorId]) => ({ amountMinor, soldOn, creatorId }));
    fc.assert(
      fc.property(
        fc.array(someLine, { maxLength: 30 }),
        fc.bigInt({ min: 0n, max: 300_00n }),
        fc.nat(2_000),
        (some, availableMinor, feeBps) => {
          const lines = some.map((one, index) => line(`c${index}`, one.amountMinor, one.soldOn, one.creatorId));
          const funded = fundLines(lines, atHand(availableMinor, feeBps, 0n, 1_900));
          let needed = 0n;
          for (const creatorId of ["mara", "ines", "tom"]) {
            const sum = lines
              .filter((one) => one.creatorId === creatorId && (one.amountMinor < 0n || funded.has(one.commissionId)))
              .reduce((total, one) => total + one.amountMinor, 0n);
            if (sum > 0n) needed += costOf(sum, { feeBps, vatBps: 1_900 });
          }
          expect(needed).toBeLessThanOrEqual(availableMinor);
        },
      ),
    );
  });
});
