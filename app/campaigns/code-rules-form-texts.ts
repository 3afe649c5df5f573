import { DEFAULT_CODE_PATTERN } from "../links/code-pattern.ts";
import type { CodeRules } from "./campaign.ts";

export const MAX_GRACE_DAYS = 180;

/** What holds for a campaign that says nothing else. */
export const defaultCodeRules: CodeRules = {
  codePattern: DEFAULT_CODE_PATTERN,
  codeUsageLimit: null,
  isCodeOncePerCustomer: false,
  codeGraceDays: 30,
};

/** The texts that the form shows for rules that exist. */
export function codeRulesToForm(rules: CodeRules) {
  return {
    codePattern: rules.codePattern,
    codeUsageLimit: rules.codeUsageLimit === null ? "" : String(rules.codeUsageLimit),
    isCodeOncePerCustomer: rules.isCodeOncePerCustomer ? "on" : "",
    codeGraceDays: String(rules.codeGraceDays),
  };
}
