import { describe, expect, it } from "vitest";
import { reviewInWords } from "./review-words.tsx";

const onTheThird = { decidedBy: null, isByRule: false, decidedAt: new Date("2026-12-03T10:00:00Z"), note: "" };

describe("a decision of finance in words", () => {
  it("says a decline with its reason as the creator reads it everywhere", () => {
    expect(reviewInWords({ ...onTheThird, kind: "decline", reason: "failed-credit-check" })).toBe(
      "Finance declined this on 3 Dec 2026. Failed credit check: the buyer's payment was refused by the shop's credit check.",
    );
  });

  it("leaves the word to the note where finance wrote the reason itself", () => {
    const review = {
      ...onTheThird,
      kind: "decline",
      reason: "other",
      note: "The order was a test of the shop.",
    } as const;
    expect(reviewInWords(review)).toBe("Finance declined this on 3 Dec 2026. “The order was a test of the shop.”");
  });

  it("says an approval without a reason, and who gave it", () => {
    expect(reviewInWords({ ...onTheThird, decidedBy: "Anton", kind: "approve", reason: null })).toBe(
      "Anton approved this on 3 Dec 2026.",
    );
  });
});
