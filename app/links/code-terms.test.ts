import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodeTerms, ShopCode } from "#app/platform/code-stores/code-store.ts";
import { describeDrift, readTerms, wantCode, writeTerms, type CodeFacts } from "./code-terms.ts";
import { jitterFrom, MAX_ATTEMPTS, planRetryMs } from "./plan-retry.ts";

const NOW = new Date("2026-06-01T09:00:00.000Z");
const LATER = new Date("2026-07-01T00:00:00.000Z");
const EARLIER = new Date("2026-05-01T00:00:00.000Z");

const mara: CodeFacts = {
  ...{ codeId: "1", code: "MARA10", kind: "shared", creditsUntil: null, usedAt: null, partnershipStatus: "active" },
  ...{ campaignStatus: "published", discountBps: 1000, usageLimit: 500, isOncePerCustomer: true },
  ...{ startsAt: EARLIER, endsAt: LATER },
};

describe("a code in the shops", () => {
  test("is wanted with the campaign's discount, limits and end", () => {
    expect(wantCode(mara, NOW)).toEqual({
      isWanted: true,
      notBefore: null,
      terms: { code: "MARA10", discountBps: 1000, usageLimit: 500, isOncePerCustomer: true, endsAt: LATER },
    });
  });

  test.each<[string, Partial<CodeFacts>, boolean]>([
    ["while the campaign is paused", { campaignStatus: "paused" }, true],
    ["while the partnership is paused", { partnershipStatus: "paused" }, true],
    ["within the grace of a replaced code", { creditsUntil: LATER }, true],
    ["once its grace is over", { creditsUntil: NOW }, false],
    ["once it was used, when it is for one use", { kind: "single-use", usedAt: EARLIER }, false],
    ["once the campaign's last day is over", { endsAt: NOW }, false],
    ["once the campaign ended", { campaignStatus: "ended" }, false],
    ["once the partnership ended", { partnershipStatus: "ended" }, false],
    ["when it gives no discount", { discountBps: 0 }, false],
  ])("%s", (_when, change, isWanted) => {
    expect(wantCode({ ...mara, ...change }, NOW).isWanted).toBe(isWanted);
  });

  test("waits for the campaign to start", () => {
    expect(wantCode({ ...mara, startsAt: LATER, endsAt: null }, NOW)).toMatchObject({
      isWanted: true,
      notBefore: LATER,
    });
  });

  test("for one use is limited to one use, whatever the campaign says", () => {
    expect(wantCode({ ...mara, kind: "single-use" }, NOW).terms).toMatchObject({
      usageLimit: 1,
      isOncePerCustomer: false,
    });
  });
});

describe("what somebody changed in the shop", () => {
  const { terms } = wantCode(mara, NOW);
  const found: ShopCode = { ...terms, externalId: "7", isActive: true, usedCount: 3, mark: "1" };
  const all = { limitsOncePerCustomer: true };

  test.each<[string | null, Partial<ShopCode>]>([
    [null, {}],
    ["Changed in the shop: 15 % instead of 10 %.", { discountBps: 1500 }],
    ["Changed in the shop: something else than 10 % off the whole order.", { discountBps: null }],
    ["Changed in the shop: no limit of uses instead of 500 uses.", { usageLimit: null }],
    ["Changed in the shop: as often as a customer likes.", { isOncePerCustomer: false }],
    ["Changed in the shop: no end instead of an end on 2026-07-01.", { endsAt: null }],
    ["Switched off in the shop.", { isActive: false }],
    [null, { isActive: false, usedCount: 500 }],
  ])("reads %j", (sentence, change) => {
    expect(describeDrift(terms, { ...found, ...change }, all, NOW)).toBe(sentence);
  });

  test("is not what the shop cannot do", () => {
    const without = { ...found, isOncePerCustomer: false };
    expect(describeDrift(terms, without, { limitsOncePerCustomer: false }, NOW)).toBeNull();
  });

  test("terms are read back as they were written", () => {
    const plain: CodeTerms = { ...terms, usageLimit: null, endsAt: null };
    expect([readTerms(writeTerms(terms)), readTerms(writeTerms(plain))]).toEqual([terms, plain]);
  });
});

describe("trying again", () => {
  const away = { kind: "unreachable", retryAfterMs: null } as const;

  test("waits longer each time, never longer than six hours, and ends", () => {
    expect([1, 2, 3, 13].map((attempts) => planRetryMs(away, attempts, 1))).toEqual([
      20_000, 40_000, 80_000, 21_600_000,
    ]);
    expect(planRetryMs(away, MAX_ATTEMPTS, 1)).toBeNull();
  });

  test("is never sooner than the shop asked for, and a shop that is busy is asked as long as it takes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, jitter) => {
        const wait = planRetryMs({ kind: "throttled", retryAfterMs: 30_000 }, attempts, jitter);
        expect(wait).toBeGreaterThanOrEqual(30_000);
      }),
    );
  });

  test("is not worth it after a no", () => {
    expect(planRetryMs({ kind: "refused", retryAfterMs: null }, 1, 0)).toBeNull();
    expect(planRetryMs({ kind: "not-allowed", retryAfterMs: 5 }, 1, 0)).toBeNull();
  });

  test("is spread between half the wait and all of it", () => {
    expect([planRetryMs(away, 1, 0), planRetryMs(away, 1, 1)]).toEqual([10_000, 20_000]);
    const jitter = jitterFrom("019a0000-0000-7000-8000-0000c0000000");
    expect(jitter).toBeGreaterThan(0.74);
    expect(jitter).toBeLessThan(0.76);
  });
});
