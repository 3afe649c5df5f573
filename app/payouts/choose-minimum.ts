import { z } from "zod";
import { isCurrencyCode } from "../kit/currency.ts";
import { parseDecimal } from "../kit/money.ts";

/** From which amount on a creator wants to be paid in a currency; an empty amount goes back to the platform's smallest payout. */
export const chooseMinimumSchema = z
  .object({
    currency: z.string({ error: "Choose a currency." }).refine(isCurrencyCode, "Choose a currency."),
    ownAmount: z.string().trim().optional(),
  })
  .transform(({ currency, ownAmount = "" }, context) => {
    if (ownAmount === "") return { currency, minimumMinor: null };
    const minimumMinor = parseDecimal(ownAmount, currency);
    if (minimumMinor === null || minimumMinor <= 0n) {
      const message = `Give an amount in ${currency} above zero, such as 50, or leave it empty.`;
      context.addIssue({ code: "custom", path: ["ownAmount"], message });
      return z.NEVER;
    }
    return { currency, minimumMinor };
  });

export type ChooseMinimum = z.output<typeof chooseMinimumSchema>;

/** The detail of a refusal is the limit, as people read it. */
export type ChooseMinimumRefusal = "below-smallest-payout" | "too-high";

export const chooseMinimumRefusals: Readonly<Record<ChooseMinimumRefusal, (limit: string) => string>> = {
  "below-smallest-payout": (limit) => `The smallest payout is ${limit}; choose that or more, or leave it empty.`,
  "too-high": (limit) => `Choose at most ${limit}: more would only keep your money from you.`,
};
