import { z } from "zod";
import { faultOfIban, MAX_HOLDER_NAME_LENGTH, normaliseIban } from "./payee-account.ts";

const MAX_IBAN_INPUT_LENGTH = 60;
const MAX_PASSWORD_LENGTH = 200;

/** Where a creator wants their money. The password is asked again: a borrowed session must not redirect money. */
export const payeeChangeSchema = z.object({
  holderName: z
    .string({ error: "Enter the name of the account's holder, as the bank knows it." })
    .trim()
    .min(2, "Enter the name of the account's holder, as the bank knows it.")
    .max(
      MAX_HOLDER_NAME_LENGTH,
      `Banks carry names of up to ${MAX_HOLDER_NAME_LENGTH} characters; shorten it as your bank would.`,
    ),
  iban: z
    .string({ error: "Enter your IBAN. It is on your bank card or statement." })
    .max(MAX_IBAN_INPUT_LENGTH, "An IBAN has at most 34 characters.")
    .superRefine((text, context) => {
      const fault = faultOfIban(text);
      if (fault !== null) context.addIssue({ code: "custom", message: fault });
    })
    .transform(normaliseIban),
  password: z
    .string({ error: "Enter your password." })
    .min(1, "Enter your password.")
    .max(MAX_PASSWORD_LENGTH, "This password is too long."),
});

export type PayeeChange = z.infer<typeof payeeChangeSchema>;

export type PayeeChangeRefusal = "wrong-password" | "too-many-tries" | "same-details" | "unknown-creator";
