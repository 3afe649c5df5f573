import { z } from "zod";
import { faultOfIban, normaliseIban } from "./payee-account.ts";
import { MAX_HOLDER_NAME_LENGTH, wantedCurrencies } from "./payee-form-texts.ts";
import { usAccountTypes, type PayeeAccount } from "./payee-kinds.ts";
import { faultOfRoutingNumber, faultOfUsAccountNumber, normaliseUsNumber } from "./us-account.ts";

const MAX_ACCOUNT_INPUT_LENGTH = 60;
const MAX_EMAIL_LENGTH = 127;
const MAX_PASSWORD_LENGTH = 200;
const HOLDER_NEEDED = "Enter the name of the account's holder, as the bank knows it.";

/** A text that is right when the rule finds no fault with it. */
const judged = (missing: string, faultOf: (text: string) => string | null, normalise: (text: string) => string) =>
  z
    .string({ error: missing })
    .max(MAX_ACCOUNT_INPUT_LENGTH, "This is too long for an account. Compare it with your statement.")
    .superRefine((text, context) => {
      const fault = faultOf(text);
      if (fault !== null) context.addIssue({ code: "custom", message: fault });
    })
    .transform(normalise);

const whoAndPassword = {
  holderName: z
    .string({ error: HOLDER_NEEDED })
    .trim()
    .min(2, HOLDER_NEEDED)
    .max(
      MAX_HOLDER_NAME_LENGTH,
      `Banks carry names of up to ${MAX_HOLDER_NAME_LENGTH} characters; shorten it as your bank would.`,
    ),
  password: z
    .string({ error: "Enter your password." })
    .min(1, "Enter your password.")
    .max(MAX_PASSWORD_LENGTH, "This password is too long."),
};

/** What the creator wants to be paid in; absent is whatever they earned. */
const wantedCurrency = z.enum(wantedCurrencies, { error: "Choose a currency from the list." }).optional();

/** Where a creator wants their money. The password is asked again: a borrowed session must not redirect money. */
export const payeeChangeSchema = z.discriminatedUnion(
  "kind",
  [
    z.object({
      kind: z.literal("iban"),
      iban: judged("Enter your IBAN. It is on your bank card or statement.", faultOfIban, normaliseIban),
      currency: wantedCurrency,
      ...whoAndPassword,
    }),
    z.object({
      kind: z.literal("us-account"),
      routingNumber: judged(
        "Enter the routing number. It is the first number at the foot of a US cheque.",
        faultOfRoutingNumber,
        normaliseUsNumber,
      ),
      accountNumber: judged(
        "Enter the account number. It is on your statement.",
        faultOfUsAccountNumber,
        normaliseUsNumber,
      ),
      accountType: z.enum(usAccountTypes, { error: "Choose checking or savings." }),
      ...whoAndPassword,
    }),
    z.object({
      kind: z.literal("paypal"),
      email: z
        .string({ error: "Enter the e-mail address of your PayPal account." })
        .trim()
        .max(MAX_EMAIL_LENGTH, `PayPal takes addresses of up to ${MAX_EMAIL_LENGTH} characters.`)
        .pipe(z.email("This is no e-mail address. Enter the one you sign in to PayPal with."))
        // A cell that began with + or - would be read as a formula by a spreadsheet, and quoted it would be no address.
        .refine(
          (email) => /^[a-z0-9]/i.test(email),
          "Payment files take addresses that begin with a letter or a digit.",
        )
        .transform((email) => email.toLowerCase()),
      currency: wantedCurrency,
      ...whoAndPassword,
    }),
  ],
  { error: "Choose where your money goes." },
);

export type PayeeChange = z.infer<typeof payeeChangeSchema>;

export type PayeeChangeRefusal = "wrong-password" | "too-many-tries" | "same-details" | "unknown-creator";

/** The account a form names, and the currency it is paid in: an account in the United States takes US dollars only. */
export function payeeOf(change: PayeeChange): { readonly account: PayeeAccount; readonly currency: string | null } {
  switch (change.kind) {
    case "iban":
      return { account: { kind: "iban", iban: change.iban }, currency: change.currency ?? null };
    case "us-account": {
      const { routingNumber, accountNumber, accountType } = change;
      return { account: { kind: "us-account", routingNumber, accountNumber, accountType }, currency: "USD" };
    }
    case "paypal":
      return { account: { kind: "paypal", email: change.email }, currency: change.currency ?? null };
  }
}
