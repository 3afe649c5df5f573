import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, MS_PER_DAY } from "#app/kit/clock.ts";
import type { CampaignTerms } from "./campaign.ts";
import { isWorse, NOTICE_DAYS, planTerms, promisedTerms, type TermsFacts } from "./notice-rule.ts";
import { termsInForce } from "./terms-in-force.ts";

const start = new Date("2026-06-01T00:00:00.000Z");
const day = (count: number) => addDays(start, count);

function percent(newCustomer: number, returning = newCustomer, holdDays = 30): TermsFacts {
  return {
    kind: "percent",
    newCustomerRateBps: newCustomer * 100,
    returningCustomerRateBps: returning * 100,
    newCustomerAmountMinor: 0n,
    returningCustomerAmountMinor: 0n,
    currency: "EUR",
    rulebook: null,
    holdDays,
  };
}

function fixed(newCustomerMinor: bigint, returningMinor = newCustomerMinor, holdDays = 30): TermsFacts {
  return {
    ...percent(0, 0, holdDays),
    kind: "fixed",
    newCustomerAmountMinor: newCustomerMinor,
    returningCustomerAmountMinor: returningMinor,
  };
}

/** Announces one version after the other, each on its day, and returns them with the days they come into force. */
function announce(...steps: readonly (readonly [onDay: number, terms: TermsFacts])[]): CampaignTerms[] {
  const versions: CampaignTerms[] = [];
  for (const [onDay, terms] of steps) {
    const announcedAt = day(onDay);
    const inForceFrom = versions.length === 0 ? announcedAt : planTerms(versions, terms, announcedAt).inForceFrom;
    const version = versions.length + 1;
    versions.push({ ...terms, id: `terms-${version}`, campaignId: "tea-week", version, announcedAt, inForceFrom });
  }
  return versions;
}

const dayInForce = (versions: readonly CampaignTerms[]) =>
  versions.map((version) => (version.inForceFrom.getTime() - start.getTime()) / MS_PER_DAY);

describe("when a new version of the terms comes into force for running partnerships", () => {
  test.each([
    [
      "a rise is in force at once",
      [
        [0, percent(10)],
        [5, percent(12)],
      ],
      [0, 5],
    ],
    [
      "a lower rate waits 30 days",
      [
        [0, percent(10)],
        [5, percent(8)],
      ],
      [0, 35],
    ],
    [
      "a lower rate for returning customers alone is a cut too",
      [
        [0, percent(10, 5)],
        [5, percent(12, 4)],
      ],
      [0, 35],
    ],
    [
      "a longer hold is a cut",
      [
        [0, percent(10, 10, 14)],
        [5, percent(10, 10, 30)],
      ],
      [0, 35],
    ],
    [
      "a longer hold is a cut even with a higher rate",
      [
        [0, percent(10, 10, 14)],
        [5, percent(15, 15, 30)],
      ],
      [0, 35],
    ],
    [
      "a shorter hold is a rise",
      [
        [0, percent(10, 10, 30)],
        [5, percent(10, 10, 14)],
      ],
      [0, 5],
    ],
    [
      "percent to fixed counts as a cut",
      [
        [0, percent(10)],
        [5, fixed(900n)],
      ],
      [0, 35],
    ],
    [
      "fixed to percent counts as a cut",
      [
        [0, fixed(300n)],
        [5, percent(50)],
      ],
      [0, 35],
    ],
    [
      "a lower amount waits 30 days",
      [
        [0, fixed(300n)],
        [5, fixed(299n)],
      ],
      [0, 35],
    ],
    [
      "a higher amount is in force at once",
      [
        [0, fixed(300n)],
        [5, fixed(350n)],
      ],
      [0, 5],
    ],
    [
      "a further cut waits for its own 30 days",
      [
        [0, percent(10)],
        [5, percent(8)],
        [15, percent(6)],
      ],
      [0, 35, 45],
    ],
    [
      "a milder cut is never later than the cut it replaces",
      [
        [0, percent(10)],
        [5, percent(5)],
        [15, percent(8)],
      ],
      [0, 35, 35],
    ],
    [
      "back to the old rate is in force at once, and the cut never happens",
      [
        [0, percent(10)],
        [5, percent(5)],
        [15, percent(10)],
      ],
      [0, 35, 15],
    ],
    [
      "above the old rate is in force at once",
      [
        [0, percent(10)],
        [5, percent(5)],
        [15, percent(11)],
      ],
      [0, 35, 15],
    ],
    [
      "the milder of two cuts comes when the harder would have",
      [
        [0, percent(10)],
        [5, percent(8)],
        [15, percent(4)],
        [20, percent(6)],
      ],
      [0, 35, 45, 45],
    ],
    [
      "undoing a change of kind waits as well, since creators may have accepted the new kind",
      [
        [0, percent(10)],
        [5, fixed(900n)],
        [15, percent(10)],
      ],
      [0, 35, 45],
    ],
  ] as [string, [number, TermsFacts][], number[]][])("%s", (_sentence, steps, days) => {
    expect(dayInForce(announce(...steps))).toEqual(days);
  });

  test("says which components got worse, in words for the creator's mail", () => {
    const [running] = announce([0, percent(10, 5, 14)]);
    expect(planTerms([running!], percent(8, 6, 30), day(5)).worsenings).toEqual(["new-customer", "hold"]);
    expect(planTerms([running!], fixed(500n, 500n, 14), day(5)).worsenings).toEqual(["kind"]);
    expect(planTerms([running!], percent(11, 5, 7), day(5)).worsenings).toEqual([]);
  });
});

const anyTerms: fc.Arbitrary<TermsFacts> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom(7, 14, 30))
    .map(([a, b, c]) => percent(a, b, c)),
  fc.tuple(fc.bigInt(0n, 4n), fc.bigInt(0n, 4n), fc.constantFrom(7, 14, 30)).map(([a, b, c]) => fixed(a, b, c)),
);
const anyHistory = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 45 }), anyTerms), { minLength: 2, maxLength: 7 })
  .map((steps) => {
    let onDay = 0;
    return announce(...steps.map(([gap, terms]) => [(onDay += gap), terms] as const));
  });

describe("whatever a brand announces", () => {
  test("no version is in force before it is announced, nor later than 30 days after", () => {
    fc.assert(
      fc.property(anyHistory, (versions) => {
        for (const { announcedAt, inForceFrom } of versions) {
          expect(inForceFrom.getTime()).toBeGreaterThanOrEqual(announcedAt.getTime());
          expect(inForceFrom.getTime()).toBeLessThanOrEqual(addDays(announcedAt, NOTICE_DAYS).getTime());
        }
      }),
    );
  });

  test("on no day of the 30 after an announcement does a running partnership earn less than it was promised before it", () => {
    fc.assert(
      fc.property(anyHistory, (versions) => {
        const newest = versions.at(-1)!;
        const earlier = versions.slice(0, -1);
        for (let ahead = 0; ahead < NOTICE_DAYS; ahead += 1) {
          const at = addDays(newest.announcedAt, ahead);
          expect(isWorse(promisedTerms(versions, at), promisedTerms(earlier, at))).toBe(false);
        }
      }),
    );
  });

  test("whichever version a partnership accepted when it joined, it is not cut without 30 days either", () => {
    fc.assert(
      fc.property(anyHistory, (versions) => {
        const newest = versions.at(-1)!;
        const earlier = versions.slice(0, -1);
        // Nobody can have joined between two announcements of the same instant.
        const acceptable = earlier.filter((item, index) => item.announcedAt < versions[index + 1]!.announcedAt);
        for (const accepted of acceptable) {
          for (let ahead = 0; ahead < NOTICE_DAYS; ahead += 1) {
            const at = addDays(newest.announcedAt, ahead);
            const after = termsInForce(versions, accepted.version, at)!;
            expect(isWorse(after, termsInForce(earlier, accepted.version, at)!)).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a version no worse than what still waits to come into force is never later than any of it", () => {
    fc.assert(
      fc.property(anyHistory, (versions) => {
        const newest = versions.at(-1)!;
        const earlier = versions.slice(0, -1);
        const waiting = earlier.filter((item) => item.inForceFrom > newest.announcedAt);
        // A version that a later one has overtaken never comes into force.
        const pending = waiting.filter((item) => promisedTerms(earlier, item.inForceFrom).version === item.version);
        if (pending.some((item) => isWorse(newest, item))) return;
        for (const item of pending)
          expect(newest.inForceFrom.getTime()).toBeLessThanOrEqual(item.inForceFrom.getTime());
      }),
    );
  });
});
