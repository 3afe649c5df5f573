import { describe, expect, it } from "vitest";
import { faultOfRoutingNumber, faultOfUsAccountNumber, normaliseUsNumber } from "./us-account.ts";

describe("a US routing number", () => {
  it.each(["021000021", "0114-0153 3", "322271627"])("%s is right", (text) => {
    expect(faultOfRoutingNumber(text)).toBeNull();
  });

  it.each([
    ["", "Enter the routing number"],
    ["02100002", "has 9 digits; this one has 8"],
    ["021000022", "check digit does not fit"],
    ["021000O21", "digits only"],
    ["999999992", "check digit does not fit"],
    ["000000000", "check digit does not fit"],
  ])("%j is refused with what is wrong", (text, part) => {
    expect(faultOfRoutingNumber(text)).toContain(part);
  });

  it("with any two different neighbours swapped is refused", () => {
    const right = "021000021";
    for (let at = 0; at < right.length - 1; at += 1) {
      const [one, other] = [right[at]!, right[at + 1]!];
      if (one === other) continue;
      const swapped = right.slice(0, at) + other + one + right.slice(at + 2);
      expect([swapped, faultOfRoutingNumber(swapped)]).not.toEqual([swapped, null]);
    }
  });
});

describe("a US account number", () => {
  it("may have up to 17 digits, in groups", () => {
    expect(faultOfUsAccountNumber("1234 5678-9012 34567")).toBeNull();
    expect(normaliseUsNumber("1234 5678-9")).toBe("123456789");
  });

  it.each([
    ["", "Enter the account number"],
    ["12A4", "digits only"],
    ["123", "4 to 17 digits; this one has 3"],
    ["123456789012345678", "this one has 18"],
  ])("%j is refused with what is wrong", (text, part) => {
    expect(faultOfUsAccountNumber(text)).toContain(part);
  });
});
