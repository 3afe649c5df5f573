import { z } from "zod";
import { rails } from "./payout.ts";

/** What a person says to prepare a batch. */
export const prepareBatchSchema = z.object({
  rail: z.enum(rails, { error: "Choose how the batch travels." }),
  currency: z
    .string({ error: "Choose a currency." })
    .regex(/^[A-Z]{3}$/, "A currency is three capital letters, such as EUR."),
  cutOffAt: z.date({ error: "Write the day as year-month-day." }).optional(),
});

export type PrepareBatch = z.infer<typeof prepareBatchSchema>;

export type PrepareRefusal = "nothing-to-pay" | "already-in-another-batch" | "cut-off-in-the-future";
