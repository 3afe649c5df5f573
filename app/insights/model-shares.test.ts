import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_REPORT_SOURCES } from "../attribution/count-removal-effects.ts";
import { ALL_OTHERS, composeModelShares, type TouchPath } from "./model-shares.ts";

const whole = (count: number) => count * 10_000;

describe("data-driven models beside the rules", () => {
  it("give a creator who was alone on the way all of these sales, whatever the model", () => {
    const shares = composeModelShares([{ steps: ["mara"], sales: 3 }], [{ key: "mara", shareBps: whole(3) }]);
    expect(shares).toEqual([{ partnershipId: "mara", creditedBps: whole(3), byRemoval: 3, byEqualParts: 3 }]);
  });

  it("give who opened the way a part, where the last touch took all", () => {
    const paths = [
      { steps: ["nils", "mara"], sales: 4 },
      { steps: ["mara"], sales: 2 },
    ];
    const [mara, nils] = composeModelShares(paths, [{ key: "mara", shareBps: whole(6) }]);
    // Without Mara nobody buys (1), without Nils 2 of 6 still do (2/3): 6 sales in the proportion 1 to 2/3.
    expect(mara).toMatchObject({ partnershipId: "mara", byEqualParts: 4 });
    expect(nils).toMatchObject({ partnershipId: "nils", creditedBps: 0, byEqualParts: 2 });
    expect([mara?.byRemoval.toFixed(6), nils?.byRemoval.toFixed(6)]).toEqual(["3.600000", "2.400000"]);
  });

  it("take the rarest together when there are more than can be compared", () => {
    const paths = Array.from({ length: MAX_REPORT_SOURCES + 50 }, (_, index) => ({
      steps: [`p${index}`],
      sales: index < 10 ? 5 : 1,
    }));
    const shares = composeModelShares(paths, []);
    expect(shares).toHaveLength(MAX_REPORT_SOURCES);
    expect(shares.find(({ partnershipId }) => partnershipId === ALL_OTHERS)?.byEqualParts).toBe(51);
  });

  it("share out every sale, no more and no less, and the same in whatever order the paths are read", () => {
    const step = fc.constantFrom("a", "b", "c", "d");
    const path = fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
      sales: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 8 }), (paths: TouchPath[]) => {
        const sum = (read: (share: ReturnType<typeof composeModelShares>[number]) => number) =>
          composeModelShares(paths, []).reduce((total, share) => total + read(share), 0);
        const sales = paths.reduce((total, { sales: count }) => total + count, 0);
        expect(sum(({ byEqualParts }) => byEqualParts)).toBeCloseTo(sales, 6);
        expect(sum(({ byRemoval }) => byRemoval)).toBeCloseTo(sales, 6);
        expect(composeModelShares([...paths].reverse(), []).map(({ partnershipId }) => partnershipId)).toEqual(
          composeModelShares(paths, []).map(({ partnershipId }) => partnershipId),
        );
      }),
    );
  });
});
