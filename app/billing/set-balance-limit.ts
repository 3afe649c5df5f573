import { z } from "zod";
import { parseDecimal } from "#app/kit/money.ts";
import { topUpTexts } from "./top-up-form-texts.ts";

/** From which balance on a brand wants to be told. 0 is: only when commissions wait. */
export const setBalanceLimitSchema = z
  .object({
    limit: z.string({ error: topUpTexts.amount }).trim().max(20, topUpTexts.amount),
    currency: z.string({ error: topUpTexts.currency }).regex(/^[A-Z]{3}$/, topUpTexts.currency),
  })
  .transform(({ limit, currency }, context) => {
    const limitMinor = parseDecimal(limit.replaceAll(",", ""), currency);
    if (limitMinor === null || limitMinor < 0n) {
      context.addIssue({ code: "custom", path: ["limit"], message: topUpTexts.amount });
    }
    return { currency, limitMinor: limitMinor ?? 0n };
  });
export type SetBalanceLimit = z.infer<typeof setBalanceLimitSchema>;
