import type { CreatorPosition, LedgerEventCode } from "./account.ts";

/** What an account is, in words; what it is about is named by `creatorIdOf`. */
export interface AccountWords {
  /** "Commissions the brand owes". */
  readonly title: string;
  /** What a balance above zero means. */
  readonly meaning: string;
}

const positionWords: Readonly<Record<CreatorPosition, AccountWords>> = {
  held: { title: "held", meaning: "Earned, and still in the return window, waiting for a decision or frozen." },
  payable: {
    title: "payable",
    meaning: "Approved and not paid out. Below zero: owed back, taken off the next payout.",
  },
  in_transit: { title: "in transit", meaning: "Sent over a rail, not yet confirmed." },
};

/** The brand's own accounts and the platform's, by the last word of their names. */
const ownWords: Readonly<Record<string, AccountWords>> = {
  commissions: {
    title: "Commissions the brand owes",
    meaning: "The other side of every commission. Below zero: what the brand owes its creators and has not sent.",
  },
  funds: { title: "The brand's balance", meaning: "Paid in and held for the brand. Creators are paid from it." },
  shortfall: {
    title: "The brand's shortfall",
    meaning: "Below zero: taken back from a top-up after it had been paid on. The next top-up pays it first.",
  },
  platform: { title: "Platform fees", meaning: "What the platform charged this brand." },
  vat: { title: "VAT on platform fees", meaning: "Charged with the fee and owed to the platform's tax office." },
  tax: { title: "Tax withheld", meaning: "Kept back of payouts and owed to the tax office in the creators' names." },
  exchange: {
    title: "Exchange",
    meaning: "Where payouts change currency: what was earned comes in, what arrives goes out.",
  },
};

/** The creator an account is of; null for any other account. */
export function creatorIdOf(account: string): string | null {
  return /^creator:([0-9a-f-]{36})@/.exec(account)?.[1] ?? null;
}

/** An account in words. @param creatorName of the creator it is of, where it is a creator's. */
export function accountWords(account: string, creatorName: string | null): AccountWords {
  const position = /^creator:.*:(held|payable|in_transit)$/.exec(account)?.[1] as CreatorPosition | undefined;
  if (position) {
    const words = positionWords[position];
    return { ...words, title: `${creatorName ?? "A creator"}, ${words.title}` };
  }
  const known = ownWords[ownWordOf(account)];
  if (known) return known;
  const source = /^funding:([^@]+)@/.exec(account)?.[1];
  if (source)
    return { title: `Paid in by ${sourceNames[source] ?? source}`, meaning: "Below zero: so much came from there." };
  const rail = /^rail:([^@]+)@/.exec(account)?.[1];
  if (rail) return { title: `Paid out by ${railNames[rail] ?? rail}`, meaning: "What left for creators and arrived." };
  return { title: account, meaning: "" };
}

function ownWordOf(account: string): string {
  if (account.startsWith("platform:vat@")) return "vat";
  return /^brand:[^:]*:(\w+)$/.exec(account)?.[1] ?? /^(platform|exchange|tax)/.exec(account)?.[1] ?? "";
}

const railNames: Readonly<Record<string, string>> = {
  ...{ sepa: "SEPA transfer", nacha: "ACH transfer", "paypal-file": "PayPal file", manual: "hand" },
  ...{ stripe: "Stripe", paypal: "PayPal" },
};

const sourceNames: Readonly<Record<string, string>> = { stripe: "Stripe", bank: "bank transfer" };

export const eventWords: Readonly<Record<LedgerEventCode, string>> = {
  "commission.earned": "Earned",
  "commission.reversed": "Reversed",
  "commission.approved": "Approved",
  "commission.frozen": "Frozen",
  "commission.declined": "Declined",
  "commission.reinstated": "Reinstated",
  "commission.clawed-back": "Clawed back",
  "payout.sent": "Paid out",
  "payout.settled": "Arrived",
  "payout.returned": "Came back",
  "funding.received": "Paid in",
  "funding.refunded": "Refunded",
  "funding.reversed": "Taken back",
  "funding.reinstated": "Given back",
  "fee.charged": "Fee",
  "fee.returned": "Fee returned",
  "vat.charged": "VAT",
  "vat.returned": "VAT returned",
};
