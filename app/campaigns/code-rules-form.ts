import { z } from "zod";
import { DEFAULT_CODE_PATTERN, judgePattern, MAX_PATTERN_LENGTH, patternFaults } from "../links/code-pattern.ts";
import type { CodeRules } from "./campaign.ts";
import { defaultCodeRules, MAX_GRACE_DAYS } from "./code-rules-form-texts.ts";
import type { AddIssue } from "./form-path.ts";

/** Shopify takes no larger limit: https://shopify.dev/docs/api/admin-graphql/2026-01/input-objects/DiscountCodeBasicInput */
export const MAX_CODE_USES = 99_999_999;

const TOO_LONG = "That number is too long.";

export const codeRulesShape = {
  codePattern: z.string().trim().max(MAX_PATTERN_LENGTH, patternFaults["too-long"]).default(DEFAULT_CODE_PATTERN),
  codeUsageLimit: z.string().trim().max(12, TOO_LONG).default(""),
  isCodeOncePerCustomer: z.literal("on").optional(),
  codeGraceDays: z.string().trim().max(12, TOO_LONG).default(String(defaultCodeRules.codeGraceDays)),
};

/** Reads the rules for codes, with a sentence for each field that is wrong. */
export function readCodeRules(form: z.output<z.ZodObject<typeof codeRulesShape>>, addIssue: AddIssue): CodeRules {
  const fault = judgePattern(form.codePattern);
  if (fault) addIssue("codePattern", patternFaults[fault]);
  const codeUsageLimit = form.codeUsageLimit === "" ? null : readCount(form.codeUsageLimit, MAX_CODE_USES);
  if (form.codeUsageLimit !== "" && (codeUsageLimit === null || codeUsageLimit < 1)) {
    addIssue("codeUsageLimit", "Write how often a code may be used, such as 500, or leave it empty for no limit.");
  }
  const codeGraceDays = readCount(form.codeGraceDays, MAX_GRACE_DAYS);
  if (codeGraceDays === null) addIssue("codeGraceDays", `Write a number of days from 0 to ${MAX_GRACE_DAYS}.`);
  return {
    codePattern: form.codePattern,
    codeUsageLimit,
    isCodeOncePerCustomer: form.isCodeOncePerCustomer === "on",
    codeGraceDays: codeGraceDays ?? defaultCodeRules.codeGraceDays,
  };
}

function readCount(text: string, most: number): number | null {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : null;
  return count !== null && count <= most ? count : null;
}
