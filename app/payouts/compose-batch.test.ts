import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumMinor } from "#app/kit/money.ts";
import type { ExchangeRate } from "#app/currencies/exchange-rate.ts";
import { composeBatch, type PayeeVersion } from "./compose-batch.ts";

const now = new Date("2026-06-01T09:00:00Z");
const funds = {
  availableMinor: new Map([
    ["lumen", 1_000_000_00n],
    ["norfolk", 1_000_000_00n],
  ]),
  costOf: (_brandId: string, amountMinor: bigint) => amountMinor,
};
const terms = { currency: "EUR", minimumMinor: 10_00n, rates: new Map<string, ExchangeRate>(), funds, now };
const account = (creatorId: string, change: Partial<PayeeVersion> = {}): PayeeVersion => ({
  creatorId,
  payeeDetailsId: `account-of-${creatorId}`,
  usableFrom: now,
  currency: null,
  reachFault: null,
  ...change,
});
const position = (creatorId: string, payableMinor: bigint, commissionId: string, brandId = "lumen") => ({
  brandId,
  commissionId,
  creatorId,
  payableMinor,
  earnedAt: now,
});

describe("a batch", () => {
  it("pays a creator once, over all brands", () => {
    const { payouts } = composeBatch(
      [position("mara", 7_00n, "a"), position("mara", 5_00n, "b", "norfolk")],
      [account("mara")],
      terms,
    );
    expect(payouts).toHaveLength(1);
    expect(payouts[0]).toMatchObject({ creatorId: "mara", amountMinor: 12_00n });
    expect(payouts[0]?.lines).toHaveLength(2);
  });

  it("nets a clawback against what is payable", () => {
    const { payouts } = composeBatch(
      [position("mara", 30_00n, "a"), position("mara", -8_00n, "b")],
      [account("mara")],
      terms,
    );
    expect(payouts[0]?.amountMinor).toBe(22_00n);
  });

  it.each([
    ["negative-balance", [position("mara", 5_00n, "a"), position("mara", -8_00n, "b")], account("mara")],
    ["negative-balance", [position("mara", 5_00n, "a"), position("mara", -5_00n, "b")], account("mara")],
    ["below-minimum", [position("mara", 9_99n, "a")], account("mara")],
    ["no-payee-details", [position("mara", 10_00n, "a")], null],
    ["cooling-off", [position("mara", 10_00n, "a")], account("mara", { usableFrom: new Date(now.getTime() + 1) })],
    ["account-outside-sepa", [position("mara", 10_00n, "a")], account("mara", { reachFault: "account-outside-sepa" })],
    ["other-rail", [position("mara", 10_00n, "a")], account("mara", { reachFault: "other-rail" })],
    ["no-exchange-rate", [position("mara", 10_00n, "a")], account("mara", { currency: "USD" })],
  ] as const)("skips a creator for %s and says so", (reason, positions, payee) => {
    const { payouts, skipped } = composeBatch(positions, payee ? [payee] : [], terms);
    expect(payouts).toEqual([]);
    expect(skipped).toMatchObject([
      { creatorId: "mara", reason, amountMinor: sumMinor(positions.map((each) => each.payableMinor)) },
    ]);
  });

  it("pays exactly the minimum", () => {
    const { payouts } = composeBatch([position("mara", 10_00n, "a")], [account("mara")], terms);
    expect(payouts[0]).toMatchObject({ amountMinor: 10_00n, paid: { currency: "EUR", minor: 10_00n, rate: null } });
  });

  it("pays in the creator's own currency, converted once at the rate of the day, which it names", () => {
    const rate = { from: "EUR", to: "USD", rate: "1.0837", day: "2026-06-01", source: "test" };
    const positions = [position("mara", 33_33n, "a"), position("mara", 33_33n, "b", "norfolk")];
    const { payouts } = composeBatch(positions, [account("mara", { currency: "USD" })], {
      ...terms,
      rates: new Map([["USD", rate]]),
    });
    // 66.66 EUR at 1.0837 is 72.239…, not twice the rounded half.
    expect(payouts[0]).toMatchObject({
      amountMinor: 66_66n,
      paid: { currency: "USD", minor: 72_24n, rate: { rate: "1.0837", day: "2026-06-01" } },
    });
  });

  it("never pays less than the minimum, never forgets a cent, whatever the positions [A10]", () => {
    const anyPosition = fc.record({
      creator: fc.constantFrom("mara", "ines", "tom", "yuki"),
      amount: fc.bigInt({ min: -50_00n, max: 90_00n }),
    });
    fc.assert(
      fc.property(fc.array(anyPosition, { maxLength: 40 }), (drawn) => {
        const positions = drawn.map(({ creator, amount }, index) => position(creator, amount, `c${index}`));
        const { payouts, skipped } = composeBatch(positions, [account("mara"), account("ines"), account("tom")], terms);
        for (const payout of payouts) {
          expect(payout.amountMinor).toBeGreaterThanOrEqual(10_00n);
          expect(sumMinor(payout.lines.map((line) => line.amountMinor))).toBe(payout.amountMinor);
        }
        const accounted = sumMinor([...payouts, ...skipped].map((each) => each.amountMinor));
        expect(accounted).toBe(sumMinor(positions.map((each) => each.payableMinor)));
      }),
    );
  });

  it("pays what is funded, and names what waits for the brand's funds", () => {
    const positions = [
      { ...position("mara", 20_00n, "a"), earnedAt: new Date("2026-05-01") },
      { ...position("mara", 30_00n, "b"), earnedAt: new Date("2026-05-03") },
      { ...position("ines", 25_00n, "c"), earnedAt: new Date("2026-05-02") },
    ];
    const short = { ...terms, funds: { ...funds, availableMinor: new Map([["lumen", 45_00n]]) } };
    const { payouts, skipped } = composeBatch(positions, [account("mara"), account("ines")], short);
    expect(payouts.map(({ creatorId, amountMinor }) => [creatorId, amountMinor])).toEqual([
      ["ines", 25_00n],
      ["mara", 20_00n],
    ]);
    expect(skipped).toEqual([
      { creatorId: "mara", reason: "waiting-for-funds", amountMinor: 30_00n, until: null, minimumMinor: null },
    ]);
  });

  it("leaves funds to others where what a creator would get of them is too little to send", () => {
    const positions = [
      { ...position("mara", 5_00n, "a"), earnedAt: new Date("2026-05-01") },
      { ...position("mara", 30_00n, "b"), earnedAt: new Date("2026-05-03") },
      { ...position("ines", 25_00n, "c"), earnedAt: new Date("2026-05-02") },
    ];
    const short = { ...terms, funds: { ...funds, availableMinor: new Map([["lumen", 25_00n]]) } };
    const { payouts, skipped } = composeBatch(positions, [account("mara"), account("ines")], short);
    expect(payouts.map(({ creatorId, amountMinor }) => [creatorId, amountMinor])).toEqual([["ines", 25_00n]]);
    expect(skipped).toMatchObject([{ creatorId: "mara", reason: "waiting-for-funds", amountMinor: 35_00n }]);
  });

  it("waits until a creator's own amount is reached, also where the brand's funds reach less than that", () => {
    const [first, second] = [position("mara", 30_00n, "a"), position("mara", 30_00n, "b", "norfolk")];
    const wanting = (ownMinimumMinor: bigint) => [account("mara", { ownMinimumMinor })];
    expect(composeBatch([first, second], wanting(60_01n), terms).skipped).toMatchObject([
      { reason: "below-own-minimum", amountMinor: 60_00n, minimumMinor: 60_01n },
    ]);
    expect(composeBatch([first, second], wanting(60_00n), terms).payouts).toMatchObject([{ amountMinor: 60_00n }]);
    const half = { ...terms, funds: { ...funds, availableMinor: new Map([["lumen", 30_00n]]) } };
    expect(composeBatch([first, second], wanting(60_00n), half)).toMatchObject({
      payouts: [],
      skipped: [{ reason: "waiting-for-funds", amountMinor: 60_00n }],
    });
  });
});
