import { describe, expect, it } from "vitest";
import { faultOfEin, faultOfForeignTin, faultOfSsn, faultOfVatId, tinEnding } from "./tax-numbers.ts";
import { formsAskedOf, standingOf, validUntilOf, type TaxFormFacts } from "./tax-form.ts";

describe("tax numbers", () => {
  it.each([
    ["123-45-6789", true],
    ["001 01 0001", true],
    ["912-70-1234", true],
    ["000-12-3456", false],
    ["666-12-3456", false],
    ["123-00-4567", false],
    ["123-45-0000", false],
    ["912-10-1234", false],
    ["123-45-678", false],
    ["12345678a", false],
    ["", false],
  ])("a Social Security number may read %s: %s", (text, isRight) => {
    expect(faultOfSsn(text) === null).toBe(isRight);
  });

  it.each([
    ["12-3456789", true],
    ["00-3456789", false],
    ["07-3456789", false],
    ["12-345678", false],
    ["", false],
  ])("an employer identification number may read %s: %s", (text, isRight) => {
    expect(faultOfEin(text) === null).toBe(isRight);
  });

  it.each([
    ["DE123456789", "DE", true],
    ["de 123 456 789", "DE", true],
    ["DE12345678", "DE", false],
    ["FR123456789", "DE", false],
    ["EL123456789", "GR", true],
    ["SE123456789001", "SE", true],
    ["GB123456789", "GB", false],
  ])("a VAT id may read %s in %s: %s", (text, country, isRight) => {
    expect(faultOfVatId(text, country) === null).toBe(isRight);
  });

  it("of other countries are looked at by their shape", () => {
    expect(faultOfForeignTin("12/345/67890")).toBeNull();
    expect(faultOfForeignTin("abc")).not.toBeNull();
    expect(tinEnding("123456789")).toBe("6789");
  });
});

describe("tax forms", () => {
  const w8: TaxFormFacts = {
    kind: "w-8ben",
    country: "DE",
    validUntil: validUntilOf("w-8ben", "2026-02-10"),
    rejection: null,
    classification: null,
    isToldToWithhold: false,
  };

  it("a W-8 counts to the end of the third year after the one it was signed in", () => {
    expect(w8.validUntil).toBe("2029-12-31");
    expect(standingOf(w8, "2029-12-31")).toBe("valid");
    expect(standingOf(w8, "2030-01-01")).toBe("expired");
    expect(validUntilOf("w-9", "2026-02-10")).toBeNull();
  });

  it.each([
    ["US", "person", "US", ["w-9"]],
    ["US", "person", "DE", []],
    ["DE", "person", "US", ["w-8ben", "dac7"]],
    ["DE", "entity", "US", ["w-8ben-e", "dac7"]],
    ["DE", "person", "DE", ["dac7"]],
    ["JP", "person", "US", ["w-8ben"]],
    ["JP", "person", null, []],
  ] as const)("of somebody in %s, a %s, with a payer in %s: %j", (residence, taxpayer, country, asked) => {
    expect(formsAskedOf(residence, taxpayer, { country, timeZone: "UTC" })).toEqual(asked);
  });
});
