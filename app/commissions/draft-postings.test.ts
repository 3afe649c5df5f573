import { describe, expect, it } from "vitest";
import { faultOf } from "../ledger/posting.ts";
import type { CommissionStatus } from "./commission.ts";
import { draftPostings } from "./draft-postings.ts";
import { placeMoney, type Positions } from "./place-money.ts";

const nowhere: Positions = { heldMinor: 0n, payableMinor: 0n, inTransitMinor: 0n, paidMinor: 0n };

const draft = (before: Positions, after: Positions, status: CommissionStatus, lines: Record<string, bigint>) => {
  const postings = draftPostings({
    brandId: "lumen",
    creatorId: "mara",
    currency: "EUR",
    status,
    before,
    after,
    because: "the facts of the sale changed",
    lineDifferences: Object.entries(lines).map(([saleLineId, amountMinor]) => ({ saleLineId, amountMinor })),
  });
  for (const posting of postings) {
    expect(faultOf({ ...posting, idempotencyKey: "k", occurredAt: new Date(0) })).toBeNull();
  }
  return postings.map(({ eventCode, entries }) => [
    eventCode,
    entries.map(
      ({ account, amountMinor, saleLineId }) => `${account.split(":").at(-1)} ${saleLineId ?? "-"} ${amountMinor}`,
    ),
  ]);
};

describe("where a commission's money belongs", () => {
  it("is held until approved, payable then, held again while disputed, and below zero when more was paid than is earned", () => {
    expect(placeMoney(500n, "held", false, nowhere)).toMatchObject({ heldMinor: 500n, payableMinor: 0n });
    expect(placeMoney(500n, "approved", false, nowhere)).toMatchObject({ heldMinor: 0n, payableMinor: 500n });
    expect(placeMoney(500n, "approved", true, nowhere)).toMatchObject({ heldMinor: 500n, payableMinor: 0n });
    expect(placeMoney(200n, "approved", false, { inTransitMinor: 0n, paidMinor: 500n })).toMatchObject({
      payableMinor: -300n,
    });
    expect(placeMoney(200n, "approved", true, { inTransitMinor: 0n, paidMinor: 500n })).toMatchObject({
      heldMinor: 0n,
      payableMinor: -300n,
    });
    expect(placeMoney(0n, "declined", false, { inTransitMinor: 500n, paidMinor: 0n })).toMatchObject({
      payableMinor: -500n,
    });
  });
});

describe("the postings of a change", () => {
  it("earn line by line into held", () => {
    expect(draft(nowhere, { ...nowhere, heldMinor: 500n }, "held", { sencha: 300n, teapot: 200n })).toEqual([
      [
        "commission.earned",
        ["commissions sencha -300", "commissions teapot -200", "held sencha 300", "held teapot 200"],
      ],
    ]);
  });

  it("take back from held before approval, from payable after it", () => {
    expect(draft({ ...nowhere, heldMinor: 500n }, { ...nowhere, heldMinor: 300n }, "held", { teapot: -200n })).toEqual([
      ["commission.reversed", ["commissions teapot 200", "held teapot -200"]],
    ]);
    expect(
      draft({ ...nowhere, payableMinor: 500n }, { ...nowhere, payableMinor: 300n }, "approved", { teapot: -200n }),
    ).toEqual([["commission.clawed-back", ["commissions teapot 200", "payable teapot -200"]]]);
  });

  it("approve and freeze move without earning, and a frozen reversal moves what is left", () => {
    expect(draft({ ...nowhere, heldMinor: 500n }, { ...nowhere, payableMinor: 500n }, "approved", {})).toEqual([
      ["commission.approved", ["held - -500", "payable - 500"]],
    ]);
    expect(
      draft({ ...nowhere, payableMinor: 500n }, { ...nowhere, heldMinor: 300n }, "approved", { teapot: -200n }),
    ).toEqual([
      ["commission.frozen", ["held - 300", "payable - -300"]],
      ["commission.clawed-back", ["commissions teapot 200", "payable teapot -200"]],
    ]);
  });

  it("declined after a part was paid takes held and payable together", () => {
    const before = { ...nowhere, heldMinor: 200n, paidMinor: 300n };
    expect(
      draft(before, { ...before, heldMinor: 0n, payableMinor: -300n }, "declined", { sencha: -300n, teapot: -200n }),
    ).toEqual([
      [
        "commission.declined",
        [
          "commissions sencha 300",
          "commissions teapot 200",
          "held sencha -200",
          "payable sencha -100",
          "payable teapot -200",
        ],
      ],
    ]);
  });

  it("an edit that swaps one line for another of the same worth moves between the lines alone", () => {
    const held = { ...nowhere, heldMinor: 500n };
    expect(draft(held, held, "held", { sencha: -300n, whisk: 300n })).toEqual([
      ["commission.earned", ["commissions sencha 300", "commissions whisk -300", "held sencha -300", "held whisk 300"]],
    ]);
  });

  it("nothing to do is no posting", () => {
    expect(draft(nowhere, nowhere, "held", { sencha: 0n })).toEqual([]);
  });
});
