import type { VatStanding } from "./invoice.ts";

/** The wording agreed to, and its name: a change of the wording is a new name. */
export const SELF_BILLING_WORDING = {
  name: "2026-1",
  sentences: [
    "The brands that pay me commission write the invoices for it in my name, through Fairshare, once for each payout and brand (self-billing).",
    "I issue no invoices of my own for these commissions.",
    "I accept each invoice unless I object within 14 days of its issue.",
    "I say at once when my name, address, VAT id or VAT standing changes.",
    "I can take this agreement back at any time; what was paid before stays invoiced.",
  ],
} as const;

export const vatStandingWords: Readonly<Record<VatStanding, string>> = {
  registered: "I have a VAT id",
  "small-business": "I am exempt as a small business",
  none: "I am not registered for VAT",
};
