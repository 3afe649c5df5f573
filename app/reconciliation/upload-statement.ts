import { z } from "zod";
import { rails } from "../payouts/payout.ts";

const MAX_HEADING_LENGTH = 80;
const TOO_LONG = `A heading has up to ${MAX_HEADING_LENGTH} characters.`;
const heading = (usual: string) =>
  z
    .string()
    .trim()
    .max(MAX_HEADING_LENGTH, TOO_LONG)
    .default("")
    .transform((text) => text || usual);

/** Which rail a file is of, and for CSV what its columns are called; an empty heading is the usual one. */
export const uploadStatementSchema = z.object({
  rail: z.enum(rails, { error: "Choose the rail the statement is of." }),
  reference: heading("reference"),
  amount: heading("amount"),
  currency: heading("currency"),
  day: heading("date"),
  status: heading("status"),
});

export type UploadStatement = z.infer<typeof uploadStatementSchema>;
