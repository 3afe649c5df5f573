import type { Tone } from "../ui/status.tsx";
import { formatRate } from "../kit/amount-text.ts";
import type { FeeVatStanding } from "./fee-vat.ts";
import type { TopUpSource, TopUpStatus } from "./top-up.ts";

export const topUpWords: Readonly<Record<TopUpStatus, { readonly word: string; readonly tone: Tone }>> = {
  open: { word: "Waits to be paid", tone: "waiting" },
  waiting: { word: "Waits for a second look", tone: "waiting" },
  received: { word: "Received", tone: "good" },
  expired: { word: "Not paid", tone: "stopped" },
  declined: { word: "Not found at the bank", tone: "bad" },
};

export const sourceWords: Readonly<Record<TopUpSource, string>> = { stripe: "Stripe", bank: "Bank transfer" };

/** What the platform charges a brand. @param vat how VAT stands on it now; null where none is reckoned. */
export function feeSentence(feeBps: number, vat: FeeVatStanding | null): string {
  const fee = `The fee is ${formatRate(feeBps)} of the commissions paid`;
  if (vat === null || (vat.rateBps === 0 && vat.treatment !== "reverse-charge")) return `${fee}.`;
  return vat.rateBps > 0
    ? `${fee}, and ${formatRate(vat.rateBps)} VAT on it.`
    : `${fee}; you owe the VAT on it yourself (reverse charge).`;
}
