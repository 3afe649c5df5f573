import type { Tone } from "../ui/status.tsx";
import type { PaymentStatus } from "../sales/sale.ts";

/** How a sale stands, in a word. What is worst is said first. */
export function saleStanding(sale: {
  readonly paymentStatus: PaymentStatus;
  readonly cancelledAt: Date | null;
  /** A list leaves it out: disputes are rare and are told on the sale itself. */
  readonly hasOpenDispute?: boolean;
  readonly hasRefund: boolean;
  readonly isCredited: boolean;
}): { readonly word: string; readonly tone: Tone } {
  if (sale.cancelledAt !== null) return { word: "Cancelled", tone: "bad" };
  if (sale.paymentStatus === "voided") return { word: "Never paid", tone: "bad" };
  if (sale.hasOpenDispute) return { word: "Disputed", tone: "bad" };
  if (sale.paymentStatus === "pending") return { word: "Not paid yet", tone: "waiting" };
  if (sale.hasRefund) return { word: "Refunded in part or full", tone: "waiting" };
  return sale.isCredited ? { word: "Credited", tone: "good" } : { word: "Credited to nobody", tone: "stopped" };
}
