import { describe, expect, test } from "vitest";
import { z } from "zod";
import { codeRulesToForm, defaultCodeRules } from "./code-rules-form-texts.ts";
import { codeRulesShape, readCodeRules } from "./code-rules-form.ts";

function read(fields: Record<string, string>) {
  const problems: Record<string, string> = {};
  const form = z.object(codeRulesShape).parse(fields);
  const rules = readCodeRules(form, (field, message) => (problems[field] = message));
  return { rules, problems };
}

describe("the rules for a campaign's codes", () => {
  test("left out are the usual ones", () => {
    expect(read({})).toEqual({ rules: defaultCodeRules, problems: {} });
  });

  test("come back as they were typed", () => {
    const fields = {
      codePattern: "TEA-{handle}",
      codeUsageLimit: "500",
      isCodeOncePerCustomer: "on",
      codeGraceDays: "0",
    };
    const { rules, problems } = read(fields);
    expect([problems, codeRulesToForm(rules)]).toEqual([{}, fields]);
  });

  test.each([
    [{ codePattern: "{surname}" }, "codePattern", "Only these words in braces"],
    [{ codePattern: "AUTUMN" }, "codePattern", "so that creators get different codes"],
    [{ codeUsageLimit: "0" }, "codeUsageLimit", "how often a code may be used"],
    [{ codeUsageLimit: "-5" }, "codeUsageLimit", "how often a code may be used"],
    [{ codeUsageLimit: "999999999" }, "codeUsageLimit", "how often a code may be used"],
    [{ codeGraceDays: "" }, "codeGraceDays", "from 0 to 180"],
    [{ codeGraceDays: "181" }, "codeGraceDays", "from 0 to 180"],
  ])("%j is refused", (fields, field, sentence) => {
    const { problems } = read(fields);
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toContain(sentence);
  });
});
