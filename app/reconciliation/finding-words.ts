import type { Tone } from "../ui/status.tsx";
import type { FindingKind } from "./finding.ts";
import type { LineKind, StatementFormat } from "./rail-statement.ts";

export const findingWords: Readonly<
  Record<FindingKind, { readonly word: string; readonly tone: Tone; readonly sentence: string }>
> = {
  missing: {
    word: "Missing",
    tone: "bad",
    sentence: "We sent it, and the rail has not told of it although it should have by now.",
  },
  extra: { word: "Extra", tone: "bad", sentence: "The rail tells of a payment that is none of ours." },
  "different-amount": {
    word: "Different amount",
    tone: "bad",
    sentence: "The rail tells of another amount than was sent, all its lines together.",
  },
  "not-in-ledger": {
    word: "Not in the ledger",
    tone: "bad",
    sentence: "The batch and our own books disagree. Run npm run verify before anything else is sent.",
  },
};

export const lineWords: Readonly<
  Record<LineKind, { readonly word: string; readonly plural: string; readonly tone: Tone }>
> = {
  paid: { word: "Left", plural: "Payouts", tone: "plain" },
  returned: { word: "Came back", plural: "Payouts that came back", tone: "bad" },
  rejected: { word: "Rejected", plural: "Rejected payouts", tone: "bad" },
  received: { word: "Paid in", plural: "Paid in by brands", tone: "plain" },
  refunded: { word: "Refunded", plural: "Refunds", tone: "plain" },
  disputed: { word: "Disputed", plural: "Disputes", tone: "bad" },
  fee: { word: "Fee", plural: "Fees of Stripe", tone: "plain" },
  own: { word: "Own money", plural: "The platform’s own money", tone: "plain" },
  other: { word: "Unknown", plural: "Unknown movements", tone: "bad" },
};

export const formatWords: Readonly<Record<StatementFormat, string>> = {
  "camt.053": "Bank statement (camt.053)",
  "pain.002": "Status report (pain.002)",
  csv: "CSV",
  api: "records of the provider",
};

/** What a difference of a brand's payment means; those of payouts have their own. */
const topUpSentences: Readonly<Partial<Record<FindingKind, string>>> = {
  missing: "We booked what the brand paid in, and Stripe’s own records do not tell of it.",
  "different-amount": "What is left of the brand’s payment in the ledger is not what Stripe’s own records leave of it.",
};

const extraSentences: Readonly<Partial<Record<LineKind, string>>> = {
  paid: "The rail says that money left, and none of our batches sent it.",
  received: "Stripe tells of a payment that is no top-up of a brand.",
  refunded: "Stripe tells of a refund of a payment that is no top-up of a brand.",
  disputed: "Stripe tells of a dispute about a payment that is no top-up of a brand.",
  returned: "The rail tells of money that came back from a payment that none of our batches sent.",
  other: "Stripe moved the balance in a way we do not know. Look it up at Stripe by its reference.",
};

interface SpokenFinding {
  readonly kind: FindingKind;
  readonly payout: { readonly creatorName: string } | null;
  readonly topUp: { readonly brandName: string } | null;
  readonly lineKind: LineKind | null;
}

export function findingSentence({ kind, topUp, lineKind }: SpokenFinding): string {
  const own = topUp ? topUpSentences[kind] : lineKind === null ? undefined : extraSentences[lineKind];
  return own ?? findingWords[kind].sentence;
}

/** Whose payment it is, as a list and a page name it. */
export function findingTitle({ payout, topUp }: SpokenFinding): string {
  if (payout) return `Payout to ${payout.creatorName}`;
  return topUp ? `Top-up of ${topUp.brandName}` : "A payment that is none of ours";
}
