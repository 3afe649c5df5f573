import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { commissionStatuses } from "#app/commissions/commission.ts";
import { draftPostings } from "#app/commissions/draft-postings.ts";
import { grantFromBudget } from "#app/commissions/grant-from-budget.ts";
import { placeMoney, type Positions } from "#app/commissions/place-money.ts";
import type { EarningSale } from "#app/commissions/earning.ts";
import { shouldEarn } from "#app/commissions/should-earn.ts";
import { percentOf, sumMinor } from "#app/kit/money.ts";
import { faultOf } from "#app/ledger/posting.ts";
import { applyRefunds, type RefundableLine, type TakingBack } from "#app/sales/apply-refunds.ts";

const whole = { allBps: [10_000], index: 0 };

const saleLines = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom("sencha", "teapot", "whisk", "card"),
      netMinor: fc.bigInt({ min: 0n, max: 100_000n }),
      quantity: fc.integer({ min: 1, max: 5 }),
      isCounted: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4, selector: ({ id }) => id },
  )
  .map((lines) => lines.map((line): RefundableLine => ({ ...line, externalId: line.id })));

const takingBack = fc.record({
  amountMinor: fc.bigInt({ min: 0n, max: 150_000n }),
  day: fc.integer({ min: 1, max: 28 }),
  lines: fc.array(
    fc.record({
      externalLineId: fc.constantFrom("sencha", "teapot", "whisk", "card", "mystery"),
      quantity: fc.integer({ min: 1, max: 6 }),
      netMinor: fc.option(fc.bigInt({ min: 0n, max: 120_000n }), { nil: null }),
    }),
    { maxLength: 3 },
  ),
});

const refundList = fc.array(takingBack, { maxLength: 8 }).map((list) =>
  list.map(({ day, ...refund }, index): TakingBack => ({
    ...refund,
    id: `r${index}`,
    currency: "EUR",
    at: new Date(Date.UTC(2026, 5, day)),
  })),
);

const totalOf = (lines: readonly RefundableLine[]) => sumMinor(lines.map(({ netMinor }) => netMinor));

const terms = fc
  .record({
    isFixed: fc.boolean(),
    rateBps: fc.integer({ min: 0, max: 10_000 }),
    amountMinor: fc.bigInt({ min: 0n, max: 50_000n }),
  })
  .map(({ isFixed, rateBps, amountMinor }): CampaignTerms => ({
    id: "t",
    campaignId: "c",
    version: 1,
    kind: isFixed ? "fixed" : "percent",
    newCustomerRateBps: isFixed ? 0 : rateBps,
    returningCustomerRateBps: isFixed ? 0 : rateBps,
    newCustomerAmountMinor: isFixed ? amountMinor : 0n,
    returningCustomerAmountMinor: isFixed ? amountMinor : 0n,
    currency: "EUR",
    rulebook: null,
    holdDays: 30,
    announcedAt: new Date(0),
    inForceFrom: new Date(0),
  }));

function saleAfter(lines: readonly RefundableLine[], refunds: readonly TakingBack[]): EarningSale {
  const { remainingMinor } = applyRefunds({ currency: "EUR", totalMinor: totalOf(lines), lines }, refunds);
  const left = lines.map((line) => ({
    id: line.id,
    productId: line.id,
    sku: "",
    quantity: line.quantity,
    netMinor: line.netMinor,
    remainingMinor: remainingMinor.get(line.id) ?? 0n,
    isCommissionable: line.isCounted,
    isRemoved: false,
    isExcluded: false,
  }));
  return {
    currency: "EUR",
    placedAt: new Date(Date.UTC(2026, 5, 1)),
    isVoid: false,
    isReturningCustomer: false,
    lines: left,
  };
}

describe("whatever is refunded", () => {
  it("no line ever has less than nothing left or more than it had, and more refunds never leave more in all", () => {
    fc.assert(
      fc.property(saleLines, refundList, (lines, refunds) => {
        const sale = { currency: "EUR", totalMinor: totalOf(lines), lines };
        const { remainingMinor } = applyRefunds(sale, refunds);
        for (const line of lines) {
          const left = remainingMinor.get(line.id) ?? -1n;
          expect(left >= 0n && left <= line.netMinor).toBe(true);
        }
        const inTime = refunds.toSorted(
          (one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1),
        );
        const fewer = applyRefunds(sale, inTime.slice(0, -1)).remainingMinor;
        expect(sumMinor(remainingMinor.values()) <= sumMinor(fewer.values())).toBe(true);
      }),
    );
  });

  it("a commission never exceeds the rate of what is left, to the rounding of a minor unit per line", () => {
    fc.assert(
      fc.property(saleLines, refundList, terms, (lines, refunds, agreed) => {
        const sale = saleAfter(lines, refunds);
        for (const [index, earned] of shouldEarn(sale, agreed, whole).lines.entries()) {
          const line = sale.lines[index]!;
          expect(earned.calculatedMinor >= 0n).toBe(true);
          if (agreed.kind === "percent")
            expect(earned.calculatedMinor <= percentOf(line.remainingMinor, agreed.newCustomerRateBps)).toBe(true);
          if (line.remainingMinor === 0n || !line.isCommissionable) expect(earned.calculatedMinor).toBe(0n);
        }
        if (agreed.kind === "fixed") {
          const sum = sumMinor(shouldEarn(sale, agreed, whole).lines.map(({ calculatedMinor }) => calculatedMinor));
          expect(sum <= agreed.newCustomerAmountMinor).toBe(true);
        }
      }),
    );
  });

  it("reversals of a sale that ends wholly refunded sum to the original commission, refund by refund [A11]", () => {
    fc.assert(
      fc.property(saleLines, refundList, terms, (lines, refunds, agreed) => {
        const all: TakingBack = {
          id: "z",
          currency: "EUR",
          amountMinor: totalOf(lines),
          at: new Date(Date.UTC(2026, 6, 1)),
          lines: [],
        };
        const inTime = [...refunds.toSorted((one, other) => one.at.getTime() - other.at.getTime()), all];
        const earnedAfter = (count: number) =>
          sumMinor(
            shouldEarn(saleAfter(lines, inTime.slice(0, count)), agreed, whole).lines.map(
              ({ calculatedMinor }) => calculatedMinor,
            ),
          );
        const original = earnedAfter(0);
        const reversals = inTime.map((_, index) => earnedAfter(index) - earnedAfter(index + 1));
        expect(reversals.every((reversal) => reversal >= 0n)).toBe(true);
        expect(sumMinor(reversals)).toBe(original);
      }),
    );
  });

  it("a budget grants at most what it has, and exactly what the terms give when that fits", () => {
    fc.assert(
      fc.property(saleLines, terms, fc.bigInt({ min: -10n, max: 60_000n }), (lines, agreed, limitMinor) => {
        const { lines: earned } = shouldEarn(saleAfter(lines, []), agreed, whole);
        const granted = sumMinor(
          grantFromBudget(earned, "EUR", { limitMinor, currency: "EUR" }).map(({ earnedMinor }) => earnedMinor),
        );
        const calculated = sumMinor(earned.map(({ calculatedMinor }) => calculatedMinor));
        const room = limitMinor < 0n ? 0n : limitMinor;
        expect(granted).toBe(calculated < room ? calculated : room);
      }),
    );
  });
});

describe("whatever happens to a commission", () => {
  const step = fc.record({
    lines: fc.tuple(
      fc.bigInt({ min: 0n, max: 900n }),
      fc.bigInt({ min: 0n, max: 900n }),
      fc.bigInt({ min: 0n, max: 900n }),
    ),
    status: fc.constantFrom(...commissionStatuses),
    isFrozen: fc.boolean(),
    /** Finance sends all that is payable before this step. */
    isSentBefore: fc.boolean(),
  });

  it("each posting balances, and the postings lead exactly to where the money belongs", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let before: Positions = { heldMinor: 0n, payableMinor: 0n, inTransitMinor: 0n, paidMinor: 0n };
        let earned = [0n, 0n, 0n];
        let status: (typeof commissionStatuses)[number] = "held";
        for (const next of steps) {
          if (next.isSentBefore && before.payableMinor > 0n) {
            before = { ...before, payableMinor: 0n, inTransitMinor: before.inTransitMinor + before.payableMinor };
          }
          // Nobody takes back an approval: held leads to approved or declined, approved to declined.
          status =
            status === "declined" || next.status === "declined"
              ? "declined"
              : status === "approved"
                ? "approved"
                : next.status;
          const target: readonly bigint[] = status === "declined" ? [0n, 0n, 0n] : next.lines;
          const after = placeMoney(sumMinor(target), status, next.isFrozen, before);
          const lineDifferences = target.map((amount, index) => ({
            saleLineId: `l${index}`,
            amountMinor: amount - (earned[index] ?? 0n),
          }));
          const postings = draftPostings({
            brandId: "b",
            creatorId: "c",
            currency: "EUR",
            status,
            before,
            after,
            lineDifferences,
            because: "x",
          });
          const entries = postings.flatMap((posting) => {
            expect(faultOf({ ...posting, idempotencyKey: "k", occurredAt: new Date(0) })).toBeNull();
            return posting.entries;
          });
          const moved = (suffix: string) =>
            sumMinor(entries.filter(({ account }) => account.endsWith(suffix)).map(({ amountMinor }) => amountMinor));
          expect(moved(":held")).toBe(after.heldMinor - before.heldMinor);
          expect(moved(":payable")).toBe(after.payableMinor - before.payableMinor);
          for (const { saleLineId, amountMinor } of lineDifferences) {
            const ofLine = entries.filter(
              (entry) => entry.saleLineId === saleLineId && entry.account.startsWith("creator"),
            );
            expect(sumMinor(ofLine.map((entry) => entry.amountMinor))).toBe(amountMinor);
          }
          before = after;
          earned = [...target];
        }
      }),
    );
  });
});
