import { describe, expect, it } from "vitest";
import { applyRefunds, type RefundableLine, type TakingBack } from "./apply-refunds.ts";

const june = (day: number) => new Date(Date.UTC(2026, 5, day));
const lineOf = (id: string, netMinor: bigint, choices: Partial<RefundableLine> = {}): RefundableLine => ({
  id,
  externalId: id,
  quantity: 1,
  netMinor,
  isCounted: true,
  ...choices,
});
const refundOf = (id: string, amountMinor: bigint, choices: Partial<TakingBack> = {}): TakingBack => ({
  id,
  currency: "EUR",
  amountMinor,
  at: june(Number(id.slice(1))),
  lines: [],
  ...choices,
});

const sale = { currency: "EUR", totalMinor: 5000n, lines: [lineOf("sencha", 3000n), lineOf("teapot", 2000n)] };
const left = (result: ReturnType<typeof applyRefunds>) => [...result.remainingMinor.values()];
const reason = (result: ReturnType<typeof applyRefunds>, id: string) => result.parkedBecause.get(id);

describe("a refund that names lines", () => {
  it("takes from them alone", () => {
    const result = applyRefunds(sale, [
      refundOf("r1", 2000n, { lines: [{ externalLineId: "teapot", quantity: 1, netMinor: 2000n }] }),
    ]);
    expect(left(result)).toEqual([3000n, 0n]);
    expect(reason(result, "r1")).toBeNull();
  });

  it("that states only a quantity takes that part, and the last piece takes the rest to the cent", () => {
    const three = { ...sale, totalMinor: 1000n, lines: [lineOf("cups", 1000n, { quantity: 3 })] };
    const piece = (id: string) =>
      refundOf(id, 0n, { lines: [{ externalLineId: "cups", quantity: 1, netMinor: null }] });
    expect(left(applyRefunds(three, [piece("r1")]))).toEqual([667n]);
    expect(left(applyRefunds(three, [piece("r1"), piece("r2")]))).toEqual([334n]);
    expect(left(applyRefunds(three, [piece("r1"), piece("r2"), piece("r3")]))).toEqual([0n]);
  });

  it("never takes more from a line than it has left, and says so", () => {
    const twice = ["r1", "r2"].map((id) =>
      refundOf(id, 2000n, { lines: [{ externalLineId: "teapot", quantity: 1, netMinor: 1500n }] }),
    );
    const result = applyRefunds(sale, twice);
    expect(left(result)).toEqual([3000n, 0n]);
    expect(reason(result, "r2")).toBe(
      "The refund takes more from line teapot than it had left; only what was left was taken back.",
    );
  });

  it("for a line the order does not have is left for a person", () => {
    const result = applyRefunds(sale, [
      refundOf("r1", 500n, { lines: [{ externalLineId: "mystery", quantity: 1, netMinor: 500n }] }),
    ]);
    expect(left(result)).toEqual([3000n, 2000n]);
    expect(reason(result, "r1")).toContain("names line mystery, which the order does not have");
  });

  it("for a gift card takes back no commission and is no mistake", () => {
    const withCard = { ...sale, lines: [...sale.lines, lineOf("card", 0n, { isCounted: false })] };
    const result = applyRefunds(withCard, [
      refundOf("r1", 2500n, { lines: [{ externalLineId: "card", quantity: 1, netMinor: 2500n }] }),
    ]);
    expect(left(result)).toEqual([3000n, 2000n, 0n]);
    expect(reason(result, "r1")).toBeNull();
  });
});

describe("a refund of an amount alone", () => {
  it("is spread over the lines by largest remainder, without the part that was tax and shipping", () => {
    const taxed = { ...sale, totalMinor: 6000n };
    expect(left(applyRefunds(taxed, [refundOf("r1", 601n)]))).toEqual([2699n, 1800n]);
  });

  it("of the whole total takes everything, at once or in uneven parts", () => {
    expect(left(applyRefunds(sale, [refundOf("r1", 5000n)]))).toEqual([0n, 0n]);
    const parts = [701n, 333n, 1n, 1999n, 66n, 900n, 1000n].map((amount, index) => refundOf(`r${index + 1}`, amount));
    expect(left(applyRefunds({ ...sale, totalMinor: 5000n }, parts))).toEqual([0n, 0n]);
  });

  it("larger than the order takes what is there and is parked with a sentence [A9]", () => {
    const result = applyRefunds(sale, [refundOf("r1", 6000n)]);
    expect(left(result)).toEqual([0n, 0n]);
    expect(reason(result, "r1")).toBe(
      "With this refund of 60.00 EUR more went back than the order's 50.00 EUR; only what was left was taken back.",
    );
  });

  it("in another currency takes nothing back and is parked", () => {
    const result = applyRefunds(sale, [refundOf("r1", 100n, { currency: "USD" })]);
    expect(left(result)).toEqual([3000n, 2000n]);
    expect(reason(result, "r1")).toContain("in USD, the order in EUR");
  });
});

it("refunds count by their own time, whatever order they arrived in", () => {
  const parts = [
    refundOf("r1", 700n),
    refundOf("r2", 1500n, { lines: [{ externalLineId: "sencha", quantity: 1, netMinor: 1500n }] }),
    refundOf("r3", 901n),
  ];
  expect(left(applyRefunds(sale, [...parts].reverse()))).toEqual(left(applyRefunds(sale, parts)));
});
