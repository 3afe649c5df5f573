import { brandFundsAccount, brandShortfallAccount, fundingAccount, type LedgerEventCode } from "#app/ledger/account.ts";
import type { PostingEntry } from "#app/ledger/posting.ts";
import type { TopUpSource } from "./top-up.ts";

/** What came of one top-up: said by the bank or by Stripe, or booked so far. Each amount is the whole until now, never a change. */
export interface FundingTotals {
  readonly receivedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Taken away by the payer's bank and not given back. */
  readonly disputedMinor: bigint;
}

export const NOTHING_FUNDED: FundingTotals = { receivedMinor: 0n, refundedMinor: 0n, disputedMinor: 0n };

/** A brand's side of the books in one currency. Neither is below zero. */
export interface BrandFunds {
  /** What the platform holds for the brand. */
  readonly fundsMinor: bigint;
  /** What was taken back from a top-up after it had been paid on: the next top-up pays it first. */
  readonly shortfallMinor: bigint;
}

export interface FundingDraft {
  readonly eventCode: LedgerEventCode;
  readonly sentence: string;
  readonly entries: readonly PostingEntry[];
}

interface FundingFacts {
  readonly brandId: string;
  readonly source: TopUpSource;
  readonly currency: string;
  readonly booked: FundingTotals;
  readonly known: FundingTotals;
  readonly funds: BrandFunds;
}

const came: Readonly<Record<TopUpSource, string>> = { stripe: "Paid in by Stripe", bank: "Paid in by bank transfer" };

/**
 * The postings that bring the books from what is booked of a top-up to what is known of it now; none when both are the same, so that
 * events may come twice and in any order. The balance never falls below zero: what is taken back and already spent becomes the
 * brand's shortfall.
 */
export function draftFunding({ brandId, source, currency, booked, known, funds }: FundingFacts): FundingDraft[] {
  const drafts: FundingDraft[] = [];
  let current = funds;
  const add = (changeMinor: bigint, eventCode: LedgerEventCode, sentence: string): void => {
    if (changeMinor === 0n) return;
    const next = moveFunds(current, changeMinor);
    const entries: PostingEntry[] = [
      { account: fundingAccount(source, brandId), currency, amountMinor: -changeMinor },
      ...fundsEntries(brandId, currency, current, next),
    ];
    drafts.push({ eventCode, sentence, entries });
    current = next;
  };
  add(known.receivedMinor - booked.receivedMinor, "funding.received", `${came[source]}.`);
  const refundMinor = booked.refundedMinor - known.refundedMinor;
  add(refundMinor, "funding.refunded", refundMinor > 0n ? "A refund of a payment failed." : "A payment was refunded.");
  const disputeMinor = booked.disputedMinor - known.disputedMinor;
  if (disputeMinor > 0n) add(disputeMinor, "funding.reinstated", "A disputed payment came back.");
  else add(disputeMinor, "funding.reversed", "The payer's bank took a disputed payment back.");
  return drafts;
}

/** The brand's side of a posting that moves its funds from one standing to the next. */
export function fundsEntries(brandId: string, currency: string, from: BrandFunds, to: BrandFunds): PostingEntry[] {
  return [
    { account: brandFundsAccount(brandId), currency, amountMinor: to.fundsMinor - from.fundsMinor },
    { account: brandShortfallAccount(brandId), currency, amountMinor: from.shortfallMinor - to.shortfallMinor },
  ].filter((entry) => entry.amountMinor !== 0n);
}

/** What comes in pays a shortfall first; what is taken beyond the balance becomes one. */
export function moveFunds({ fundsMinor, shortfallMinor }: BrandFunds, changeMinor: bigint): BrandFunds {
  if (changeMinor < 0n) {
    const left = fundsMinor + changeMinor;
    return left >= 0n
      ? { fundsMinor: left, shortfallMinor }
      : { fundsMinor: 0n, shortfallMinor: shortfallMinor - left };
  }
  const repaidMinor = changeMinor < shortfallMinor ? changeMinor : shortfallMinor;
  return { fundsMinor: fundsMinor + changeMinor - repaidMinor, shortfallMinor: shortfallMinor - repaidMinor };
}
