import { parseWithZod } from "@conform-to/zod/v4";
import { describe, expect, it } from "vitest";
import { policyPresets, type PolicyRules } from "../attribution/policy.ts";
import { rulesOf } from "../attribution/preset-rules.ts";
import { exclusiveToForm, policyToForm } from "./policy-form-texts.ts";
import { changePolicySchema } from "./policy-form.ts";
import { describePolicy, isSamePolicy, policyName } from "./policy-words.ts";

/** What a browser would send for these fields. */
function send(fields: Readonly<Record<string, string | readonly string[]>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
  return parseWithZod(form, { schema: changePolicySchema("EUR") });
}

function rulesFrom(fields: Readonly<Record<string, string | readonly string[]>>): PolicyRules {
  const submission = send(fields);
  if (submission.status !== "success") throw new Error(JSON.stringify(submission.error));
  return submission.value;
}

function errorsOf(fields: Readonly<Record<string, string | readonly string[]>>) {
  const submission = send(fields);
  return submission.status === "error" ? submission.error : {};
}
const PARTNER = "01970000-0000-7000-8000-000000000001";

const adjusted: PolicyRules = {
  ...rulesOf("first-touch"),
  precedence: [["click"], ["code"]],
  model: "time-decay",
  halfLifeDays: 3,
  clickWindowDays: 45,
  clickReach: "order",
  bindingWindowDays: 90,
  bindingOrders: 2,
  tailDays: 7,
  codeTailDays: 20,
  codeTie: "newest-code",
  keepsOwnPlacement: false,
  customerLimit: "new",
  excludedProducts: ["SEN-100", "77"],
  minOrderMinor: 25_00n,
  exclusiveHours: 24,
  exclusivePartnershipIds: [PARTNER],
  areLateClicksWeak: true,
};

describe("the form of a policy", () => {
  it("with a preset alone, and everything else empty, is that preset as it is published", () => {
    for (const preset of policyPresets) {
      expect(rulesFrom({ ...policyToForm(rulesOf(preset), "EUR"), preset })).toEqual(rulesOf(preset));
    }
  });

  it("follows another preset wherever nothing was adjusted, and keeps what was", () => {
    const shown = policyToForm({ ...rulesOf("code-wins"), clickWindowDays: 10 }, "EUR");
    expect(rulesFrom({ ...shown, preset: "tolt" })).toEqual({ ...rulesOf("tolt"), clickWindowDays: 10 });
  });

  it("shows rules so that sending them again changes nothing", () => {
    for (const rules of [
      adjusted,
      { ...rulesOf("code-wins"), bindingWindowDays: 180, tailDays: 14, codeTailDays: 14 },
    ]) {
      expect(rulesFrom({ ...policyToForm(rules, "EUR"), ...exclusiveToForm(rules) })).toEqual(rules);
    }
  });

  it("orders kinds by their places: one place for two judges them together, and 0 lets a kind earn nothing", () => {
    const order = (codePlace: string, clickPlace: string, bindingPlace: string) =>
      rulesFrom({ preset: "code-wins", codePlace, clickPlace, bindingPlace }).precedence;
    expect(order("3", "1", "2")).toEqual([["click"], ["binding"], ["code"]]);
    expect(order("1", "1", "3")).toEqual([["code", "click"], ["binding"]]);
    expect(order("0", "1", "0")).toEqual([["click"]]);
  });

  it("says for each field what is wrong", () => {
    expect(errorsOf({ preset: "code-wins", clickWindowDays: "0", minOrder: "ten", codePlace: "7" })).toMatchObject({
      clickWindowDays: ["The click window is a whole number of days from 1 to 365."],
      codePlace: ["Choose a place from the list."],
    });
    expect(errorsOf({ preset: "code-wins", minOrder: "ten", codePlace: "0", clickPlace: "0" })).toEqual({
      minOrder: ["Write an amount in EUR, such as 25.00, or leave it empty."],
      clickPlace: ["Let codes or clicks earn: without them nobody can be credited with a first sale."],
    });
    expect(errorsOf({ preset: "code-wins", exclusiveHours: "24" })).toEqual({
      exclusivePartners: ["Choose the partners who have the exclusive window, or leave the hours empty."],
    });
    expect(errorsOf({ preset: "code-wins", exclusivePartners: PARTNER })).toEqual({
      exclusiveHours: ["Give the exclusive window in hours, from 1 to 720."],
    });
    expect(errorsOf({ preset: "no-such-preset" })).toEqual({
      preset: ["Choose who is credited when several touches meet."],
    });
  });
});

describe("a policy in words", () => {
  it("says everything that was adjusted, in sentences that brand and creator can read", () => {
    expect(policyName(adjusted)).toBe("The first touch wins, adjusted");
    expect(describePolicy(adjusted, "EUR")).toEqual([
      "In this campaign the clicks share the sale, each counting half of one that came 3 days later, then the codes in the same way.",
      "A click earns when the shopper buys within 45 days.",
      "Each sale needs a click or code of its own; an earlier customer is bound to nobody.",
      "After the end, earlier clicks go on earning for 7 days, codes for 20 days.",
      "Only sales to new customers are credited.",
      "These products earn nothing: SEN-100, 77.",
      "An order is credited from 25.00 EUR net.",
      "A touch of an exclusive partner in the last 24 hours before the sale shuts out all others.",
      "A click made after the shopper began the checkout earns only when nothing else led to the sale.",
    ]);
  });

  it("calls a preset by its own sentence while it decides that way, also with other windows", () => {
    const windows = { ...rulesOf("code-wins"), clickWindowDays: 7, bindingWindowDays: 180 };
    expect(describePolicy(windows, "EUR")[0]).toMatch(/^Whoever owns the discount code/);
    expect(isSamePolicy(windows, rulesOf("code-wins"))).toBe(false);
    expect(describePolicy({ ...windows, bindingOrders: 2 }, "EUR")).toContain(
      "A customer stays bound to the creator who brought them for 180 days and for up to 2 further orders, also without a further click or code.",
    );
    expect(describePolicy({ ...rulesOf("code-wins"), precedence: [["click"]] }, "EUR").slice(0, 3)).toEqual([
      "In this campaign the last click wins.",
      "A click earns when the shopper buys within 30 days.",
      "Codes earn nothing.",
    ]);
  });
});
