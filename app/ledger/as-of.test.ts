import { describe, expect, it } from "vitest";
import { readAsOf } from "./as-of.ts";

const read = (address: string) => readAsOf(new URLSearchParams(address));

describe("the moment that balances are asked for", () => {
  it("is now when the address names none", () => {
    expect(read("")).toEqual({ asOf: null, by: "recorded", text: "", problem: null });
  });

  it("takes in the whole minute, or the whole day, by the time of booking unless said otherwise", () => {
    expect(read("at=2026-11-21T18:30").asOf).toEqual({ at: new Date("2026-11-21T18:30:59.999Z"), by: "recorded" });
    expect(read("at=2028-02-29&by=occurred").asOf).toEqual({
      at: new Date("2028-02-29T23:59:59.999Z"),
      by: "occurred",
    });
  });

  it.each(["yesterday", "2026-02-30", "2026-13-01T00:00", "2027-02-29", "2026-11-21T25:00", "2026-11-21 18:30"])(
    "%s is no moment, and a sentence says so",
    (text) => {
      const { asOf, problem } = read(`at=${encodeURIComponent(text)}`);
      expect(asOf).toBeNull();
      expect(problem).toContain("2026-11-21T18:30");
    },
  );
});
