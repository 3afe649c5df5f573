import { describe, expect, it } from "vitest";
import { wavesOf } from "./waves-of.ts";

const letters = (item: string) => [...item];

describe("events that are settled together", () => {
  it("never share an order or a customer, and those that do stay in their order", () => {
    expect(wavesOf(["a", "b", "ac", "b", "c", "d"], letters, false)).toEqual([["a", "b", "d"], ["ac", "b"], ["c"]]);
  });

  it("all stay in their order where a budget is shared out", () => {
    expect(wavesOf(["a", "b", "ac", "b", "c", "d"], letters, true)).toEqual([
      ["a", "b"],
      ["ac", "b"],
      ["c", "d"],
    ]);
  });

  it("without anything to share come in one wave", () => {
    expect(wavesOf(["", "", ""], letters, true)).toEqual([["", "", ""]]);
  });
});
