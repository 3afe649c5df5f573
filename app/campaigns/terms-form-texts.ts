import { formatDecimal } from "#app/kit/money.ts";
import type { TermsFacts } from "./notice-rule.ts";
import { formatRateText } from "./rate-text.ts";
import { rulebookToForm, type RulebookTexts } from "./rulebook-form-texts.ts";

/** The fields of the terms part of a form. What they may hold is in terms-form.ts, which browsers need not load. */
export type TermsFieldName =
  "kind" | "newCustomerRate" | "returningCustomerRate" | "newCustomerAmount" | "returningCustomerAmount" | "holdDays";

/** The texts that the form shows for terms that exist. */
export function termsToForm(terms: TermsFacts): Record<TermsFieldName, string> & RulebookTexts {
  const isPercent = terms.kind === "percent";
  return {
    kind: terms.kind,
    newCustomerRate: isPercent ? formatRateText(terms.newCustomerRateBps) : "",
    returningCustomerRate: isPercent ? formatRateText(terms.returningCustomerRateBps) : "",
    newCustomerAmount: isPercent ? "" : formatDecimal(terms.newCustomerAmountMinor, terms.currency),
    returningCustomerAmount: isPercent ? "" : formatDecimal(terms.returningCustomerAmountMinor, terms.currency),
    holdDays: String(terms.holdDays),
    ...rulebookToForm(terms.rulebook, terms.currency),
  };
}
