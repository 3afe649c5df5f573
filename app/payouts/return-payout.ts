import { z } from "zod";

const MAX_REASON_LENGTH = 200;

/** The bank sent a payout back. */
export const returnPayoutSchema = z.object({
  payoutId: z.uuid("Choose the payout that came back."),
  reason: z
    .string({ error: "Write the bank's reason, as it stands on the return." })
    .trim()
    .min(3, "Write the bank's reason, as it stands on the return.")
    .max(MAX_REASON_LENGTH, `Keep the reason under ${MAX_REASON_LENGTH} characters.`),
});

export type ReturnPayout = z.infer<typeof returnPayoutSchema>;
