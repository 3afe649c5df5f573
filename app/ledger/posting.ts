import type { LedgerEventCode } from "./account.ts";

/** One movement on one account. The entries of a posting sum to zero in each currency. */
export interface PostingEntry {
  readonly account: string;
  readonly currency: string;
  /** Positive: the account's owner is owed more. */
  readonly amountMinor: bigint;
  /** The line of the sale this cent comes from, where there is one. */
  readonly saleLineId?: string | null;
}

/** One business event for the books of one brand. */
export interface Posting {
  /** Made by the caller and kept across retries: the same key posts once. */
  readonly idempotencyKey: string;
  readonly eventCode: LedgerEventCode;
  /** One sentence: why this money moved. Never names the buyer. */
  readonly sentence: string;
  readonly occurredAt: Date;
  readonly saleId?: string | null;
  readonly commissionId?: string | null;
  readonly payoutId?: string | null;
  readonly entries: readonly PostingEntry[];
}

/** The most entries one transaction may have: a sale of a thousand lines, both sides. */
export const MAX_POSTING_ENTRIES = 4_000;

/** What is wrong with a posting, in one sentence; null when it may be booked. */
export function faultOf(posting: Posting): string | null {
  if (posting.entries.length < 2) return "A transaction needs at least two entries.";
  if (posting.entries.length > MAX_POSTING_ENTRIES) {
    return `A transaction has at most ${MAX_POSTING_ENTRIES} entries; this one has ${posting.entries.length}.`;
  }
  const sums = new Map<string, bigint>();
  for (const entry of posting.entries) {
    if (entry.amountMinor === 0n) return `The entry on ${entry.account} moves nothing.`;
    sums.set(entry.currency, (sums.get(entry.currency) ?? 0n) + entry.amountMinor);
  }
  for (const [currency, sum] of sums) {
    if (sum !== 0n) return `The entries in ${currency} sum to ${sum}, not to zero.`;
  }
  return null;
}

/**
 * The posting as one text that is equal exactly when the postings are: fields in a fixed order, entries in the order given.
 * Its hash tells a retry (same key, same input) from a mistake (same key, other input).
 */
export function canonicalTextOf(posting: Posting): string {
  return JSON.stringify([
    posting.idempotencyKey,
    posting.eventCode,
    posting.sentence,
    posting.occurredAt.toISOString(),
    posting.saleId ?? null,
    posting.commissionId ?? null,
    posting.payoutId ?? null,
    posting.entries.map((entry) => [
      entry.account,
      entry.currency,
      entry.amountMinor.toString(),
      entry.saleLineId ?? null,
    ]),
  ]);
}
