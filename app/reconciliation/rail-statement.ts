import type { Rail } from "../payouts/payout.ts";

/** camt.053: a bank's statement. pain.002: which payments it rejected. csv: an export with chosen columns. api: records a provider gave. */
export const statementFormats = ["camt.053", "pain.002", "csv", "api"] as const;
export type StatementFormat = (typeof statementFormats)[number];

/** paid: money left. returned: money that had left came back. rejected: it never left. */
export const payoutLineKinds = ["paid", "returned", "rejected"] as const;

/** Money of a brand's top-up: paid in, refunded, or taken by the payer's bank. */
export const fundingLineKinds = ["received", "refunded", "disputed"] as const;

/** fee: the provider's. own: the platform moved its own money. other: a movement nobody has told us how to read, for a person. */
export const lineKinds = [...payoutLineKinds, ...fundingLineKinds, "fee", "own", "other"] as const;
export type LineKind = (typeof lineKinds)[number];

/** One payment as a rail tells of it. */
export interface RailLine {
  readonly kind: LineKind;
  /** Whatever names the payment: our reference, the provider's, or the name of a batch that was booked as one sum. */
  readonly reference: string;
  /** What else names it, where the provider knows it by several names. */
  readonly names?: readonly string[];
  readonly currency: string;
  /**
   * Of a payout above zero, and 0 for a rejected one whose amount is not told. Of everything else what it did to the balance at the
   * provider, before its fee: below zero where the balance fell.
   */
  readonly amountMinor: bigint;
  /** What the provider kept for this movement; below zero where it gave a fee back. Left out is nothing. */
  readonly feeMinor?: bigint;
  /** `2026-06-04`. */
  readonly bookedOn: string;
  /** The rail's words for a return; empty otherwise. */
  readonly reason: string;
  /** The rail's own number of the booking, where there is one: tells apart what looks the same. */
  readonly bookingReference: string;
}

/** What a rail says about a period, however it was read. */
export interface RailStatement {
  readonly rail: Rail;
  readonly format: StatementFormat;
  /** The file's name, or what was read. */
  readonly name: string;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly lines: readonly RailLine[];
}

/** The most lines one statement may have. */
export const MAX_STATEMENT_LINES = 50_000;

/** A statement that cannot be read, in a sentence that says what to do. */
export class StatementFault extends Error {}
