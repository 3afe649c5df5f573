import { describe, expect, it } from "vitest";
import { faultOfIban, isReachedBySepa, normaliseIban } from "./payee-account.ts";

describe("an IBAN", () => {
  it("may be typed in groups and small letters", () => {
    expect(faultOfIban("de89 3704 0044 0532 0130 00")).toBeNull();
    expect(normaliseIban(" de89 3704-0044 0532 0130 00 ")).toBe("DE89370400440532013000");
  });

  it.each([
    ["", "Enter your IBAN"],
    ["QQ89370400440532013000", "name none"],
    ["DE8937040044053201300", "too few or too many"],
    ["DE98370400440532013000", "check digits do not fit"],
    ["DE8937040044O532013000", "check digits do not fit"],
    ["DEX9370400440532013000", "two digits"],
    ["CH4431999123000889012", "QR-IBAN"],
    ["hello", "name none"],
  ])("%s is refused with what is wrong", (text, part) => {
    expect(faultOfIban(text)).toContain(part);
  });

  it("outside the SEPA countries is not reached by a SEPA file", () => {
    expect(isReachedBySepa("FI2112345600000785")).toBe(true);
    expect(isReachedBySepa("BR1800360305000010009795493C1")).toBe(false);
  });
});
