import type { Rail } from "../payouts/payout.ts";

/** camt.053: a bank's statement. pain.002: which payments it rejected. csv: an export with chosen columns. api: records a provider gave. */
export const statementFormats = ["camt.053", "pain.002", "csv", "api"] as const;
export type StatementFormat = (typeof statementFormats)[number];

/** paid: money left. returned: money that had left came back. rejected: it never left. */
export const lineKinds = ["paid", "returned", "rejected"] as const;
export type LineKind = (typeof lineKinds)[number];

/** One payment as a rail tells of it. */
export interface RailLine {
  readonly kind: LineKind;
  /** Whatever names the payment: our reference, the provider's, or the name of a batch that was booked as one sum. */
  readonly reference: string;
  readonly currency: string;
  /** Above zero; 0 for a rejected payment whose amount is not told. */
  readonly amountMinor: bigint;
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
