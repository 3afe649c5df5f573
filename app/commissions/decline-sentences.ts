import type { DeclineReason } from "./commission.ts";

/** What a person of finance chooses from, and what the creator then reads. */
export const declineWords: Readonly<Record<DeclineReason, { readonly label: string; readonly sentence: string }>> = {
  cancelled: { label: "Cancelled", sentence: "The order was cancelled before it was fulfilled." },
  returned: { label: "Returned", sentence: "The buyer sent the goods back." },
  "failed-credit-check": {
    label: "Failed credit check",
    sentence: "The buyer's payment was refused by the shop's credit check.",
  },
  "breach-of-terms": {
    label: "Breach of terms",
    sentence: "The sale came about in a way the campaign's terms do not allow.",
  },
  duplicate: { label: "Duplicate", sentence: "The same order was already counted; it earns once." },
  "out-of-stock": {
    label: "Out of stock",
    sentence: "The shop could not deliver because the goods were out of stock.",
  },
  "self-referral": {
    label: "Self-referral",
    sentence: "The order was placed by the creator or for their own use, which campaigns do not pay for.",
  },
  "leaked-code": {
    label: "Leaked code",
    sentence: "The code was used from a public coupon page and not through the creator's own audience.",
  },
  "invalid-traffic": { label: "Invalid traffic", sentence: "The clicks behind this sale were not made by people." },
  "not-delivered": { label: "Not delivered", sentence: "The goods never reached the buyer." },
  other: { label: "Other", sentence: "Finance wrote the reason itself; it stands below." },
};
