import { describe, expect, it } from "vitest";
import { warningWords } from "./payout-words.tsx";

describe("what to look at twice in a batch", () => {
  it("is said in the singular of one payout and in the plural of more", () => {
    const said = (count: number) => Object.values(warningWords).map((words) => words.counted(count));
    expect(said(1)).toEqual([
      "1 is the first payout to its creator",
      "1 goes to another account than the creator’s last one",
      "1 goes to an account that returned the last payout",
      "1 is more than three times its creator’s average payout",
    ]);
    expect(said(1_200)).toEqual([
      "1,200 are the first payouts to their creators",
      "1,200 go to other accounts than their creators’ last ones",
      "1,200 go to accounts that returned the last payout",
      "1,200 are more than three times their creators’ average payouts",
    ]);
  });
});
