import { z } from "zod";
import { isCurrencyCode } from "../kit/currency.ts";
import { parseDecimal } from "../kit/money.ts";

/** A rule as a person sets it. A preview asks with the same words, and saves nothing. */
export const approvalRuleSchema = z
  .object({
    intent: z.enum(["preview", "save"], "Choose to preview or to save."),
    currency: z.string({ error: "Choose a currency." }).refine(isCurrencyCode, "Choose a currency."),
    isOn: z.literal("on").optional(),
    belowPoints: z.coerce
      .number({ error: "Give the points as a whole number from 1 to 100." })
      .int("Give the points as a whole number from 1 to 100.")
      .min(1, "Give the points as a whole number from 1 to 100.")
      .max(100, "Give the points as a whole number from 1 to 100."),
    belowAmount: z.string({ error: "Give the amount, such as 50.00." }).trim(),
  })
  .transform(({ belowAmount, isOn, ...rule }, context) => {
    const belowMinor = parseDecimal(belowAmount, rule.currency);
    if (belowMinor === null || belowMinor <= 0n) {
      context.addIssue({
        code: "custom",
        path: ["belowAmount"],
        message: `Give an amount in ${rule.currency} above zero, such as 50.00.`,
      });
      return z.NEVER;
    }
    return { ...rule, isOn: isOn === "on", belowMinor };
  });
export type SetApprovalRule = z.output<typeof approvalRuleSchema>;
