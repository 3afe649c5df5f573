import { describe, expect, test } from "vitest";
import type { Verdict } from "../attribution/decision.ts";
import { answerMissingSale, missingSaleAnswers, type AskedSale } from "./missing-sale-answer.ts";
import { orderKeyOf } from "./order-number.ts";

const sentence = "Credited to nobody: one touch was found, but none that may earn.";
const nobodys: AskedSale = { isCancelled: false, isCredited: false, isCreditedToAsker: false, sentence, own: [] };
const ownTouch = (verdict: Verdict) => ({ verdict, sentence: `Because of ${verdict}.` });

const answers: Readonly<Record<(typeof missingSaleAnswers)[number], AskedSale | null>> = {
  "credited-to-you": { ...nobodys, isCredited: true, isCreditedToAsker: true },
  "credited-to-another": { ...nobodys, isCredited: true, own: [ownTouch("outranked")] },
  cancelled: { ...nobodys, isCancelled: true, own: [ownTouch("outside-window")] },
  "excluded-product": { ...nobodys, own: [ownTouch("excluded-product")] },
  "below-minimum": { ...nobodys, own: [ownTouch("below-minimum")] },
  "other-customers": { ...nobodys, own: [ownTouch("other-customers")] },
  "kind-not-used": { ...nobodys, own: [ownTouch("kind-not-used")] },
  "outside-window": { ...nobodys, own: [ownTouch("outside-window")] },
  "campaign-not-running": { ...nobodys, own: [ownTouch("campaign-not-running")] },
  "partnership-not-active": { ...nobodys, own: [ownTouch("partnership-not-active")] },
  "code-replaced": { ...nobodys, own: [ownTouch("code-replaced")] },
  "not-counted": { ...nobodys, own: [ownTouch("not-counted")] },
  "after-the-sale": { ...nobodys, own: [ownTouch("after-the-sale")] },
  "no-touch": nobodys,
  "unknown-order": null,
};

describe("a creator who misses a sale", () => {
  test.each(missingSaleAnswers)("is told %s", (answer) => {
    const told = answerMissingSale(answers[answer]);
    expect(told.answer).toBe(answer);
    expect(told.sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("hears by which rule another creator won, and why each touch of their own did not", () => {
    const told = answerMissingSale({
      ...nobodys,
      isCredited: true,
      sentence: "Credited to another creator: their code was on the order; in this campaign a code wins.",
      own: [ownTouch("outside-window"), ownTouch("outranked")],
    });
    expect(told.sentence).toBe(
      "Credited to another creator: their code was on the order; in this campaign a code wins. Because of outside-window. Because of outranked.",
    );
  });

  test("hears that nothing leads to them where another creator won without a rival", () => {
    expect(answerMissingSale({ ...nobodys, isCredited: true }).sentence).toContain("Nothing on it leads to you");
  });

  test("of several touches the one that came nearest to earning answers, whatever their order", () => {
    const touches = [ownTouch("not-counted"), ownTouch("outside-window"), ownTouch("below-minimum")];
    for (const own of [touches, [...touches].reverse()]) {
      expect(answerMissingSale({ ...nobodys, own }).answer).toBe("below-minimum");
    }
  });

  test("learns of a sale of their own first, also when the shop has cancelled it", () => {
    const own = { ...nobodys, isCancelled: true, isCredited: true, isCreditedToAsker: true };
    expect(answerMissingSale(own).answer).toBe("credited-to-you");
  });
});

test("an order number is the same with or without its sign, blanks and capitals", () => {
  expect(["#1001", " 1001 ", "# 1001", "##1001"].map(orderKeyOf)).toEqual(["1001", "1001", "1001", "1001"]);
  expect(orderKeyOf("WC-77a")).toBe("wc-77a");
});
