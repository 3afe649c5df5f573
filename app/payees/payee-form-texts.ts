/** The longest holder name kept: what a SEPA message can carry (EPC132-08: names up to 70 characters). */
export const MAX_HOLDER_NAME_LENGTH = 70;

/** What a creator may ask to be paid in whatever they earned. */
export const wantedCurrencies = ["EUR", "USD", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "JPY", "CAD", "AUD"] as const;

/** The kinds a creator types themselves; a Stripe account comes from Stripe's own onboarding. */
export const payeeKindChoices = [
  { label: "IBAN", value: "iban" },
  { label: "US account", value: "us-account" },
  { label: "PayPal", value: "paypal" },
] as const;
export type TypedPayeeKind = (typeof payeeKindChoices)[number]["value"];

/** The kind an address or an account on file names; an IBAN where it names none of them. */
export function typedKindOf(text: string | null | undefined): TypedPayeeKind {
  return payeeKindChoices.find(({ value }) => value === text)?.value ?? "iban";
}
