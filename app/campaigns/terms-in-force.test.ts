import { describe, expect, it } from "vitest";
import type { CampaignTerms } from "./campaign.ts";
import { termsInForce } from "./terms-in-force.ts";

const day = (number: number) => new Date(Date.UTC(2026, 5, number));
const version = (number: number, inForceFrom: Date) => ({ version: number, inForceFrom }) as CampaignTerms;
const first = version(1, day(1));
/** Announced on the 10th, a cut: in force for running partnerships from the 30th. */
const cut = version(2, day(30));

describe("the terms of a sale", () => {
  it("are the ones in force when it happened, not when it is computed", () => {
    expect(termsInForce([cut, first], 1, day(29))).toBe(first);
    expect(termsInForce([cut, first], 1, day(30))).toBe(cut);
  });

  it("are the announced ones at once for who joined after the announcement", () => {
    expect(termsInForce([cut, first], 2, day(15))).toBe(cut);
  });

  it("are none before the first version", () => {
    expect(termsInForce([cut, first], null, day(0))).toBeNull();
  });
});
