import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumMinor } from "#app/kit/money.ts";
import { composeBatch, type PayeeVersion } from "./compose-batch.ts";

const now = new Date("2026-06-01T09:00:00Z");
const terms = { minimumMinor: 10_00n, isSepa: true, now };
const account = (creatorId: string, change: Partial<PayeeVersion> = {}): PayeeVersion => ({
  creatorId,
  payeeDetailsId: `account-of-${creatorId}`,
  usableFrom: now,
  isReachedBySepa: true,
  ...change,
});
const position = (creatorId: string, payableMinor: bigint, commissionId: string, brandId = "lumen") => ({
  brandId,
  commissionId,
  creatorId,
  payableMinor,
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
    ["account-outside-sepa", [position("mara", 10_00n, "a")], account("mara", { isReachedBySepa: false })],
  ] as const)("skips a creator for %s and says so", (reason, positions, payee) => {
    const { payouts, skipped } = composeBatch(positions, payee ? [payee] : [], terms);
    expect(payouts).toEqual([]);
    expect(skipped).toMatchObject([
      { creatorId: "mara", reason, amountMinor: sumMinor(positions.map((each) => each.payableMinor)) },
    ]);
  });

  it("pays exactly the minimum, and an account outside SEPA by hand", () => {
    const payees = [account("mara", { isReachedBySepa: false })];
    const { payouts } = composeBatch([position("mara", 10_00n, "a")], payees, { ...terms, isSepa: false });
    expect(payouts[0]?.amountMinor).toBe(10_00n);
  });

  it("never pays less than the minimum, never forgets a cent, whatever the positions", () => {
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
});
