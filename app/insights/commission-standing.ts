import type { CommissionBlock } from "../commissions/commission.ts";
import type { Tone } from "../ui/status.tsx";

/** Where the money of one commission is, in a word; the part nearest to the bank account is named. */
export function commissionStanding(commission: {
  readonly status: "held" | "approved" | "declined";
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly inTransitMinor: bigint;
  readonly paidMinor: bigint;
  readonly blockedBy: CommissionBlock | null;
}): { readonly word: string; readonly tone: Tone } {
  if (commission.status === "declined") return { word: "Declined", tone: "bad" };
  if (commission.blockedBy === "open-dispute") return { word: "Disputed", tone: "bad" };
  if (commission.blockedBy === "no-exchange-rate") return { word: "Awaits exchange rate", tone: "waiting" };
  if (commission.payableMinor < 0n) return { word: "Taken back", tone: "bad" };
  if (commission.inTransitMinor > 0n) return { word: "On its way", tone: "good" };
  if (commission.payableMinor > 0n) return { word: "Payable", tone: "good" };
  if (commission.heldMinor > 0n)
    return { word: commission.blockedBy === "unpaid-order" ? "Not paid yet" : "On hold", tone: "waiting" };
  return commission.paidMinor > 0n ? { word: "Paid", tone: "good" } : { word: "Earns nothing", tone: "stopped" };
}
