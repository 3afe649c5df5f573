import { parseWithZod } from "@conform-to/zod/v4";
import { describe, expect, it } from "vitest";
import { isSame } from "./notice-rule.ts";
import { flattenTexts } from "./rulebook-form-texts.ts";
import { readRulebook, writeRulebook } from "./stored-rulebook.ts";
import { announceTermsSchema } from "./terms-form.ts";
import { termsToForm } from "./terms-form-texts.ts";

const submit = (fields: Readonly<Record<string, string>>) => {
  const form = new URLSearchParams({
    kind: "percent",
    newCustomerRate: "8",
    returningCustomerRate: "4",
    holdDays: "30",
    ...fields,
  });
  return parseWithZod(form, { schema: announceTermsSchema("EUR") });
};

const matcha = {
  "rules[0].scope": "collection",
  "rules[0].name": "Matcha",
  "rules[0].products": "LT-MATCHA-30\n whisk \n\nWHISK-1, LT-MATCHA-30",
  "rules[0].pays": "percent",
  "rules[0].rate": "12,5",
};

const everything = {
  ...matcha,
  "rules[1].scope": "campaign",
  "rules[1].customer": "new",
  "rules[1].pays": "per-unit",
  "rules[1].amount": "1.50",
  "rules[1].fromProgress": "250.00",
  "rules[1].priority": "-3",
  "bonuses[0].atProgress": "1000",
  "bonuses[0].amount": "75",
  measure: "net",
  period: "quarter",
  saleCap: "40",
  periodCap: "500",
  creatorCap: "2000",
  repeatMonths: "12",
  repeatOrders: "3",
};

describe("the form of the terms", () => {
  it("without a rule is as simple as it was: no rulebook", () => {
    const submission = submit({});
    expect(submission.status === "success" && submission.value.rulebook).toBeNull();
  });

  it("reads a rule, its products by line, comma or semicolon and each once", () => {
    const submission = submit(matcha);
    expect(submission.status === "success" && submission.value.rulebook?.rules).toEqual([
      {
        ...{ scope: "collection", name: "Matcha", products: ["LT-MATCHA-30", "whisk", "WHISK-1"], customer: "any" },
        ...{ pays: "percent", rateBps: 1250, amountMinor: 0n, fromProgress: 0n, priority: 0 },
      },
    ]);
  });

  it("shows and stores everything so that it reads the same again", () => {
    const submission = submit(everything);
    if (submission.status !== "success") throw new Error(JSON.stringify(submission.error));
    const terms = submission.value;
    const again = parseWithZod(
      new URLSearchParams(flattenTexts(termsToForm(terms)).map(({ name, value }) => [name, value])),
      { schema: announceTermsSchema("EUR") },
    );
    expect(again.status === "success" && again.value).toEqual(terms);
    const stored = readRulebook(JSON.parse(writeRulebook(terms.rulebook!)));
    expect(isSame(terms, { ...terms, rulebook: stored })).toBe(true);
  });

  it.each([
    ["a collection without a name", { ...matcha, "rules[0].name": "" }, "rules[0].name", "Name the collection"],
    [
      "a list without a product",
      { ...matcha, "rules[0].products": " \n" },
      "rules[0].products",
      "Name at least one product",
    ],
    ["a share of nothing", { ...matcha, "rules[0].rate": "0" }, "rules[0].rate", "above 0"],
    ["a share above 80 %", { ...matcha, "rules[0].rate": "81" }, "rules[0].rate", "up to 80"],
    [
      "an amount that is none",
      { ...matcha, "rules[0].pays": "per-sale", "rules[0].amount": "1.005" },
      "rules[0].amount",
      "in EUR",
    ],
    ["a missing amount", { ...matcha, "rules[0].pays": "per-unit" }, "rules[0].amount", "Write what the rule pays"],
    [
      "a step that is no number of sales",
      { ...matcha, "rules[0].fromProgress": "2.5" },
      "rules[0].fromProgress",
      "whole number",
    ],
    ["a bonus without its amount", { "bonuses[0].atProgress": "5" }, "bonuses[0].amount", "how much"],
    ["a cap of nothing", { saleCap: "0" }, "saleCap", "above 0"],
    ["half a month", { repeatMonths: "0.5" }, "repeatMonths", "whole number from 1 to 120"],
  ])("says what is wrong with %s", (_name, fields, field, words) => {
    const submission = submit(fields);
    expect(submission.reply().error?.[field]?.join(" ")).toContain(words);
  });

  it("refuses two rules of which neither is more specific, until one has a higher priority", () => {
    const tools = {
      "rules[1].scope": "collection",
      "rules[1].name": "Tools",
      "rules[1].products": "WHISK",
      "rules[1].rate": "9",
    };
    expect(submit({ ...matcha, ...tools }).reply().error).toEqual({
      "rules[1].priority": [
        "Rule 1 is for the same sales and no less specific. Give one of the two a higher priority.",
      ],
    });
    expect(submit({ ...matcha, ...tools, "rules[1].priority": "1" }).status).toBe("success");
  });
});
