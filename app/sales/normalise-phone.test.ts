import { expect, it } from "vitest";
import { normalisePhone } from "./normalise-phone.ts";

it("writes one number in one way, however it was entered", () => {
  for (const entered of ["+44 (0)20 7946 0958", "+442079460958", "0044 20 7946-0958", " +44 20.7946/0958 "]) {
    expect(normalisePhone(entered)).toBe("442079460958");
  }
});

it("reads nothing into a number without its country, or into what is no number", () => {
  for (const entered of [
    "",
    "020 7946 0958",
    "+",
    "+0 20 7946 0958",
    "+49 12",
    "+1234567890123456",
    "+49 30 call me",
  ]) {
    expect(normalisePhone(entered)).toBeNull();
  }
});
