import { z } from "zod";
import { formatDecimal } from "#app/kit/money.ts";
import { commissionKinds } from "./campaign.ts";
import { DEFAULT_HOLD_DAYS, MAX_HOLD_DAYS, MAX_RATE_BPS } from "./campaign-draft.ts";
import { toPath, type AddIssue } from "./form-path.ts";
import type { TermsFacts } from "./notice-rule.ts";
import { parseAmount, parseRate } from "./rate-text.ts";
import { readRulebookForm, rulebookShape } from "./rulebook-form.ts";
import type { TermsFieldName } from "./terms-form-texts.ts";

/** A whole number of days within bounds, with a sentence for each way to get it wrong. */
export function daysField(what: string, min: number, max: number, fallback: number) {
  const sentence = `${what} is a whole number of days from ${min} to ${max}.`;
  return z.number({ error: sentence }).int(sentence).min(min, sentence).max(max, sentence).default(fallback);
}

const amountText = z.string().trim().max(20, "That number is too long.").default("");

export const termsShape = {
  kind: z.enum(commissionKinds, { error: "Choose a share of the sale or a fixed amount." }).default("percent"),
  newCustomerRate: amountText,
  returningCustomerRate: amountText,
  newCustomerAmount: amountText,
  returningCustomerAmount: amountText,
  holdDays: daysField("The hold", 0, MAX_HOLD_DAYS, DEFAULT_HOLD_DAYS),
  ...rulebookShape,
} satisfies Record<TermsFieldName | keyof typeof rulebookShape, z.ZodType>;

const termsFields = z.object(termsShape);
type TermsFields = z.output<typeof termsFields>;

/** Turns the texts of the form into terms; says for each text that cannot be read what is wrong. An empty text is 0. */
export function readTerms(form: TermsFields, currency: string, addIssue: AddIssue): TermsFacts {
  const rate = (field: "newCustomerRate" | "returningCustomerRate") => {
    const bps = form[field] === "" ? 0 : parseRate(form[field]);
    if (bps !== null && bps >= 0 && bps <= MAX_RATE_BPS) return bps;
    addIssue(field, `Write a percentage from 0 to ${MAX_RATE_BPS / 100}, such as 12.5.`);
    return 0;
  };
  const amount = (field: "newCustomerAmount" | "returningCustomerAmount") => {
    const minor = form[field] === "" ? 0n : parseAmount(form[field], currency);
    if (minor !== null && minor >= 0n) return minor;
    addIssue(field, `Write an amount in ${currency}, such as ${formatDecimal(250n, currency)}.`);
    return 0n;
  };
  const isPercent = form.kind === "percent";
  return {
    kind: form.kind,
    newCustomerRateBps: isPercent ? rate("newCustomerRate") : 0,
    returningCustomerRateBps: isPercent ? rate("returningCustomerRate") : 0,
    newCustomerAmountMinor: isPercent ? 0n : amount("newCustomerAmount"),
    returningCustomerAmountMinor: isPercent ? 0n : amount("returningCustomerAmount"),
    currency,
    rulebook: readRulebookForm(form, currency, addIssue),
    holdDays: form.holdDays,
  };
}

/** The form of an announcement; the currency is the campaign's and cannot change. */
export function announceTermsSchema(currency: string) {
  return termsFields.transform((form, context) =>
    readTerms(form, currency, (field, message) => context.addIssue({ code: "custom", path: toPath(field), message })),
  );
}
