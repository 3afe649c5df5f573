import type { Tone } from "../ui/status.tsx";
import { formatAmount, formatCount } from "../ui/amount.tsx";
import { formatDay } from "../ui/moment.tsx";
import type { BatchStatus, FileFormat, PayoutStatus, Rail, SkipReason } from "./payout.ts";

export const railWords: Readonly<Record<Rail, string>> = {
  sepa: "SEPA file",
  nacha: "ACH file (NACHA)",
  "paypal-file": "PayPal file",
  manual: "By hand",
  stripe: "Stripe",
  paypal: "PayPal",
};

export const batchWords: Readonly<Record<BatchStatus, { readonly word: string; readonly tone: Tone }>> = {
  prepared: { word: "Waits for approval", tone: "waiting" },
  approved: { word: "Approved, not sent", tone: "plain" },
  sent: { word: "Sent", tone: "good" },
  cancelled: { word: "Cancelled", tone: "stopped" },
};

export const payoutWords: Readonly<Record<PayoutStatus, { readonly word: string; readonly tone: Tone }>> = {
  prepared: { word: "Prepared", tone: "waiting" },
  "in-transit": { word: "On its way", tone: "plain" },
  settled: { word: "Settled", tone: "good" },
  returned: { word: "Returned", tone: "bad" },
  cancelled: { word: "Cancelled", tone: "stopped" },
};

interface SaidSkip {
  readonly reason: SkipReason;
  readonly until: Date | null;
  /** The amount that was not reached; null where it is about something else. */
  readonly minimumMinor: bigint | null;
}

/** Why somebody is not paid by a batch, in one sentence. */
export function skipSentence(skip: SaidSkip, currency: string): string {
  const minimum = skip.minimumMinor === null ? "" : ` of ${formatAmount(skip.minimumMinor, currency)}`;
  switch (skip.reason) {
    case "below-minimum":
      return `Below the smallest payout${minimum}; it is added to the next batch.`;
    case "below-own-minimum":
      return `Below the creator’s own amount${minimum}; it is added to the next batch.`;
    case "no-payee-details":
      return "Has not entered payee details yet.";
    case "cooling-off":
      return `Changed the account; it may be used from ${skip.until ? formatDay(skip.until) : "the end of the cooling-off"}.`;
    case "account-outside-sepa":
      return "The account is outside the SEPA countries; pay it by hand.";
    case "other-rail":
      return "Is paid another way; choose the rail of their account.";
    case "other-currency":
      return "Wants another currency than this rail carries.";
    case "no-exchange-rate":
      return "Is paid in another currency, and today’s exchange rate is not known. Load it with npm run rates.";
    case "negative-balance":
      return "Clawbacks take up all that was earned; the balance is carried forward.";
    case "waiting-for-funds":
      return "Waits for the brand’s funds; it is paid once the brand has topped up its balance.";
    case "batch-full":
      return "This batch is full; the next one takes it.";
  }
}

/** Why a person should look twice at a payout: as a badge, counted over a batch, and said of one payout on its own page. */
export const warningWords = {
  "first-payout": {
    label: "First payout",
    counted: (count: number) =>
      count === 1
        ? "1 is the first payout to its creator"
        : `${formatCount(count)} are the first payouts to their creators`,
    one: "This is the first payout to this creator.",
  },
  "changed-account": {
    label: "Changed account",
    counted: (count: number) =>
      count === 1
        ? "1 goes to another account than the creator’s last one"
        : `${formatCount(count)} go to other accounts than their creators’ last ones`,
    one: "The account is not the one the last payout went to.",
  },
  "last-one-returned": {
    label: "Last one returned",
    counted: (count: number) =>
      count === 1
        ? "1 goes to an account that returned the last payout"
        : `${formatCount(count)} go to accounts that returned the last payout`,
    one: "The last payout to this account came back.",
  },
  "unusual-amount": {
    label: "Unusual amount",
    counted: (count: number) =>
      count === 1
        ? "1 is more than three times its creator’s average payout"
        : `${formatCount(count)} are more than three times their creators’ average payouts`,
    one: "The amount is more than three times the creator’s average payout.",
  },
} as const;

export const fileWords: Readonly<Record<FileFormat, { readonly label: string; readonly note: string }>> = {
  "pain.001.001.09": { label: "SEPA, version 9", note: "pain.001.001.09, what banks take since November 2025" },
  "pain.001.001.03": { label: "SEPA, version 3", note: "pain.001.001.03, for banks that still ask for it" },
  nacha: { label: "ACH file", note: "NACHA, for the bank that originates US payments" },
  "paypal-csv": { label: "PayPal file", note: "CSV without a header, for the payouts page of PayPal" },
  csv: { label: "Payment list", note: "CSV, one row per payout" },
};

/** What a stage of the way to the bank account is called. */
export const stageWords = {
  hold: "Hold until",
  approval: "Approval",
  funding: "Brand’s funds",
  batch: "Batch",
  rail: "In your account",
} as const;

/** What a converted payout arrives as, and at which rate of which day. */
export function conversionSentence(payout: {
  readonly paidMinor: bigint;
  readonly paidCurrency: string;
  readonly currency: string;
  readonly rate: string | null;
  readonly rateDay: string | null;
}): string {
  const { paidMinor, paidCurrency, currency, rate, rateDay } = payout;
  return `Arrives as ${formatAmount(paidMinor, paidCurrency)}: converted once, at ${rate ?? "1"} ${paidCurrency} for 1 ${currency}, the rate of ${rateDay ?? "its day"}.`;
}
