import { z } from "zod";
import { amountFields, readAmount } from "./start-top-up.ts";
import { bankTransferTexts } from "./top-up-form-texts.ts";

const MAX_REFERENCE_LENGTH = 140;

/** What somebody of finance says of a transfer that stands on the bank's statement. */
export const recordBankTransferSchema = z
  .object({
    brandId: z.uuid(bankTransferTexts.brand),
    ...amountFields,
    bankReference: z
      .string({ error: bankTransferTexts.reference })
      .trim()
      .min(3, bankTransferTexts.reference)
      .max(MAX_REFERENCE_LENGTH, `Keep the reference under ${MAX_REFERENCE_LENGTH} characters.`),
  })
  .transform(readAmount);
export type RecordBankTransfer = z.infer<typeof recordBankTransferSchema>;

/** What a second person says of a transfer that waits. */
export const decideTransferSchema = z.object({ brandId: z.uuid(), topUpId: z.uuid() });

export type BankTransferRefusal =
  "unknown-brand" | "already-recorded" | "unknown-transfer" | "not-waiting" | "recorded-by-you";

export const bankTransferRefusals: Readonly<Record<BankTransferRefusal, { status: number; sentence: string }>> = {
  "unknown-brand": { status: 404, sentence: "There is no such brand." },
  "already-recorded": {
    status: 409,
    sentence: "A transfer with this reference was recorded for this brand before. Each is recorded once.",
  },
  "unknown-transfer": { status: 404, sentence: "There is no such transfer." },
  "not-waiting": { status: 409, sentence: "Somebody confirmed or declined this transfer before you." },
  "recorded-by-you": { status: 403, sentence: "You recorded this transfer, so a second person has to confirm it." },
};
