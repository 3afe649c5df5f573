import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { isWorse } from "#app/campaigns/notice-rule.ts";
import { pickRule } from "#app/campaigns/pick-rule.ts";
import type { EarningLine, EarningSale } from "#app/commissions/earning.ts";
import { noProgress, type Progress } from "#app/commissions/progress.ts";
import { shouldEarn } from "#app/commissions/should-earn.ts";
import { sumMinor } from "#app/kit/money.ts";
import { anyRulebook, soldProducts } from "#tests/world/any-rulebook.ts";

const anyTerms = fc
  .record({
    rulebook: anyRulebook,
    isFixed: fc.boolean(),
    rates: fc.tuple(fc.integer({ min: 0, max: 8_000 }), fc.integer({ min: 0, max: 8_000 })),
    amounts: fc.tuple(fc.bigInt({ min: 0n, max: 5_000n }), fc.bigInt({ min: 0n, max: 5_000n })),
  })
  .map(({ rulebook, isFixed, rates, amounts }): CampaignTerms => ({
    id: "t",
    campaignId: "c",
    version: 1,
    kind: isFixed ? "fixed" : "percent",
    newCustomerRateBps: isFixed ? 0 : rates[0],
    returningCustomerRateBps: isFixed ? 0 : rates[1],
    newCustomerAmountMinor: isFixed ? amounts[0] : 0n,
    returningCustomerAmountMinor: isFixed ? amounts[1] : 0n,
    currency: "EUR",
    rulebook,
    holdDays: 30,
    announcedAt: new Date(0),
    inForceFrom: new Date(0),
  }));

const anySale = fc
  .record({
    isReturningCustomer: fc.boolean(),
    isVoid: fc.boolean(),
    lines: fc.array(
      fc.record({
        product: fc.constantFrom(...soldProducts, "candle"),
        quantity: fc.integer({ min: 1, max: 4 }),
        netMinor: fc.bigInt({ min: 0n, max: 90_000n }),
        refundedPercent: fc.constantFrom(0n, 0n, 33n, 100n),
        isCommissionable: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ lines, ...sale }): EarningSale => ({
    ...sale,
    currency: "EUR",
    placedAt: new Date(Date.UTC(2026, 5, 20)),
    lines: lines.map(({ product, quantity, netMinor, refundedPercent, isCommissionable }, index): EarningLine => ({
      ...{ id: `l${index}`, productId: product, sku: "", quantity, netMinor, isCommissionable },
      remainingMinor: netMinor - (netMinor * refundedPercent) / 100n,
      ...{ isRemoved: false, isExcluded: false },
    })),
  }));

const anyProgress = fc.record({
  salesInPeriod: fc.integer({ min: 0, max: 6 }),
  earnedInPeriodMinor: fc.bigInt({ min: 0n, max: 25_000n }),
  earnedInAllMinor: fc.bigInt({ min: 0n, max: 25_000n }),
  customerOrders: fc.integer({ min: 1, max: 6 }),
  customerSince: fc.constantFrom(null, new Date(Date.UTC(2026, 1, 1)), new Date(Date.UTC(2026, 5, 1))),
});

const whole = { allBps: [10_000], index: 0 };
const unrefunded = (sale: EarningSale): EarningSale => ({
  ...sale,
  lines: sale.lines.map((line) => ({ ...line, remainingMinor: line.netMinor })),
});
const earnedBy = (sale: EarningSale, terms: CampaignTerms, progress: Progress) => {
  const { lines } = shouldEarn(sale, terms, whole, null, progress);
  const sumOf = (part: "line" | "bonus") =>
    sumMinor(lines.filter((line) => line.part === part).map(({ calculatedMinor }) => calculatedMinor));
  return { onLines: sumOf("line"), inAll: sumOf("line") + sumOf("bonus") };
};

describe("whatever the rules, the sale and what came before it", () => {
  it("no commission exceeds a cap, and none is below nothing", () => {
    fc.assert(
      fc.property(anySale, anyTerms, anyProgress, (sale, terms, stood) => {
        const progress = { ...noProgress, ...stood };
        const { onLines, inAll } = earnedBy(sale, terms, progress);
        const { saleCapMinor, periodCapMinor, creatorCapMinor } = terms.rulebook!;
        const room = (cap: bigint, used: bigint) => (cap > used ? cap - used : 0n);
        if (saleCapMinor !== null) expect(onLines <= saleCapMinor).toBe(true);
        if (periodCapMinor !== null) expect(inAll <= room(periodCapMinor, stood.earnedInPeriodMinor)).toBe(true);
        if (creatorCapMinor !== null) expect(inAll <= room(creatorCapMinor, stood.earnedInAllMinor)).toBe(true);
        expect(onLines >= 0n && inAll >= onLines).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("the order of the rules in the list changes nothing, not even a sentence", () => {
    fc.assert(
      fc.property(anySale, anyTerms, anyProgress, fc.integer({ min: 0, max: 9 }), (sale, terms, stood, turn) => {
        const rulebook = terms.rulebook!;
        const rules = [...rulebook.rules.slice(turn), ...rulebook.rules.slice(0, turn)].toReversed();
        const progress = { ...noProgress, ...stood };
        expect(shouldEarn(sale, { ...terms, rulebook: { ...rulebook, rules } }, whole, null, progress)).toEqual(
          shouldEarn(sale, terms, whole, null, progress),
        );
      }),
    );
  });

  it("a rule for a list of products wins over every rule that is for more", () => {
    fc.assert(
      fc.property(anyTerms, fc.constantFrom(...soldProducts), fc.boolean(), (terms, product, isReturningCustomer) => {
        const line = { productId: product, sku: "", isReturningCustomer, progress: 9n };
        const { winner, lessSpecific } = pickRule(terms, line);
        const rank = ["campaign", "collection", "products"];
        for (const loser of lessSpecific) {
          expect(rank.indexOf(loser.scope) <= rank.indexOf(winner.scope)).toBe(true);
        }
      }),
    );
  });

  it("a refund never raises a line, takes the whole of it back in the end, and leaves what the sale counts for as it was", () => {
    fc.assert(
      fc.property(anySale, anyTerms, anyProgress, (sale, terms, stood) => {
        const progress = { ...noProgress, ...stood };
        const sold = shouldEarn(unrefunded(sale), terms, whole, null, progress);
        const now = shouldEarn(sale, terms, whole, null, progress);
        expect(now.counted).toEqual(sold.counted);
        expect(sumMinor(sold.lines.map(({ calculatedMinor }) => calculatedMinor))).toBe(sold.counted.earnedMinor);
        for (const [index, line] of now.lines.entries()) {
          expect(line.calculatedMinor <= sold.lines[index]!.calculatedMinor).toBe(true);
          const { remainingMinor } = sale.lines[index] ?? { remainingMinor: 1n };
          if (remainingMinor === 0n) expect(line.calculatedMinor).toBe(0n);
        }
      }),
    );
  });

  it("two who share a sale get together what one alone would, bonuses and a creator's caps apart", () => {
    fc.assert(
      fc.property(anySale, anyTerms, fc.integer({ min: 1, max: 9_999 }), (sale, terms, firstBps) => {
        const shared = {
          ...terms,
          rulebook: { ...terms.rulebook!, bonuses: [], periodCapMinor: null, creatorCapMinor: null },
        };
        const allBps = [firstBps, 10_000 - firstBps];
        const parts = [0, 1].map(
          (index) => shouldEarn(unrefunded(sale), shared, { allBps, index }).counted.earnedMinor,
        );
        const alone = shouldEarn(unrefunded(sale), shared, whole).counted.earnedMinor;
        const cents = sumMinor(parts) - alone;
        const most = BigInt(sale.lines.length);
        expect(cents >= -most && cents <= most).toBe(true);
      }),
    );
  });

  it("terms that the notice rule calls no cut never pay less, for any sale", () => {
    let raises = 0;
    const changeOf = fc.record({
      rateBps: fc.integer({ min: -300, max: 900 }),
      amountMinor: fc.bigInt({ min: -50n, max: 300n }),
      cap: fc.bigInt({ min: -100n, max: 2_000n }),
      drops: fc.integer({ min: -1, max: 5 }),
    });
    fc.assert(
      fc.property(
        anySale,
        anyTerms,
        anyTerms,
        changeOf,
        fc.boolean(),
        anyProgress,
        (sale, current, other, change, isFar, stood) => {
          const next = isFar ? other : changed(current, change);
          if (isWorse(next, current)) return;
          raises += 1;
          const progress = { ...noProgress, ...stood };
          const [after, before] = [next, current].map((terms) => earnedBy(unrefunded(sale), terms, progress));
          expect(after!.inAll >= before!.inAll).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(raises).toBeGreaterThan(100);
  });
});

/** The same terms with every rate, amount and cap a little higher or lower, and perhaps without one of the rules. */
function changed(
  terms: CampaignTerms,
  { rateBps, amountMinor, cap, drops }: { rateBps: number; amountMinor: bigint; cap: bigint; drops: number },
): CampaignTerms {
  const rulebook = terms.rulebook!;
  const moved = (minor: bigint, by: bigint) => (minor + by < 0n ? 0n : minor + by);
  return {
    ...terms,
    rulebook: {
      ...rulebook,
      rules: rulebook.rules
        .filter((_, index) => index !== drops)
        .map((rule) => ({
          ...rule,
          rateBps: rule.pays === "percent" ? Math.max(0, rule.rateBps + rateBps) : 0,
          amountMinor: rule.pays === "per-sale" || rule.pays === "per-unit" ? moved(rule.amountMinor, amountMinor) : 0n,
        })),
      saleCapMinor: rulebook.saleCapMinor === null ? null : moved(rulebook.saleCapMinor, cap),
      periodCapMinor: rulebook.periodCapMinor === null ? null : moved(rulebook.periodCapMinor, cap),
      creatorCapMinor: rulebook.creatorCapMinor === null ? null : moved(rulebook.creatorCapMinor, cap),
    },
  };
}
