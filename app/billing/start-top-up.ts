import { z } from "zod";
import { exponentOf } from "#app/kit/currency.ts";
import { parseDecimal } from "#app/kit/money.ts";
import { MAX_TOP_UP_UNITS, topUpTexts } from "./top-up-form-texts.ts";

/** An amount and its currency as a person types them; becomes minor units above zero. */
export const amountFields = {
  amount: z.string({ error: topUpTexts.amount }).trim().max(20, topUpTexts.amount),
  currency: z.string({ error: topUpTexts.currency }).regex(/^[A-Z]{3}$/, topUpTexts.currency),
};

/** Reads the amount; adds the sentence of what is wrong to the field. */
export function readAmount<Form extends { readonly amount: string; readonly currency: string }>(
  form: Form,
  context: z.RefinementCtx,
): Omit<Form, "amount"> & { readonly amountMinor: bigint } {
  const { amount, ...rest } = form;
  const amountMinor = parseDecimal(amount.replaceAll(",", ""), form.currency);
  const refuse = (message: string) => context.addIssue({ code: "custom", path: ["amount"], message });
  if (amountMinor === null || amountMinor <= 0n) refuse(topUpTexts.amount);
  else if (amountMinor > BigInt(MAX_TOP_UP_UNITS) * 10n ** BigInt(exponentOf(form.currency)))
    refuse(topUpTexts.tooMuch);
  return { ...rest, amountMinor: amountMinor ?? 0n };
}

/** What somebody of a brand says to pay into its balance with Stripe. */
export const startTopUpSchema = z.object(amountFields).transform(readAmount);
export type StartTopUp = z.infer<typeof startTopUpSchema>;

export type StartTopUpRefusal = "no-stripe" | "currency-not-taken" | "stripe-away";

export const startTopUpRefusals: Readonly<Record<StartTopUpRefusal, { status: number; sentence: string }>> = {
  "no-stripe": { status: 409, sentence: "Payments by Stripe are not set up here. Pay by bank transfer instead." },
  "currency-not-taken": {
    status: 422,
    sentence: "Stripe does not take this currency as we count it. Pay by bank transfer instead.",
  },
  "stripe-away": {
    status: 503,
    sentence: "Stripe does not answer just now, and nothing was paid. Try again in a minute.",
  },
};
