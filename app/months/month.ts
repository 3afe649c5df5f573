import { monthOf, type StatementMonth } from "../statements/statement.ts";

/**
 * proposed: one person asks to close, a second confirms. withdrawn: it was not confirmed. closed: no posting may say that it happened in it.
 * reopening: one person asks to reopen, still closed. reopened: two people opened it again.
 */
export const closingStatuses = ["proposed", "withdrawn", "closed", "reopening", "reopened"] as const;
export type ClosingStatus = (typeof closingStatuses)[number];

/** A check of the books, as it is kept with a closing. */
export interface StoredCheck {
  readonly name: string;
  readonly claim: string;
  readonly findings: number;
}

/** How long after its end a month can be closed: late orders of its last day come in first, and no transaction of it is still under way. */
export const CLOSABLE_AFTER_DAYS = 1;

/** The month before this one. */
export function monthBefore({ from }: StatementMonth): StatementMonth {
  return monthOf(new Date(from.getTime() - 1));
}
