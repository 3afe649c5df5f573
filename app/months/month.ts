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

/** A calendar month in UTC. */
export interface Month {
  /** Such as `2026-06`. */
  readonly name: string;
  readonly from: Date;
  /** The first instant after it. */
  readonly until: Date;
}

/** How long after its end a month can be closed: late orders of its last day come in first, and no transaction of it is still under way. */
export const CLOSABLE_AFTER_DAYS = 1;

/** Reads `2026-06`; null for anything else. */
export function readMonth(text: string | undefined): Month | null {
  const found = /^(20\d{2})-(0[1-9]|1[0-2])$/.exec(text ?? "");
  if (!found) return null;
  const [year, month] = [Number(found[1]), Number(found[2])];
  return { name: found[0], from: new Date(Date.UTC(year, month - 1, 1)), until: new Date(Date.UTC(year, month, 1)) };
}

/** The month an instant lies in. */
export function monthOf(instant: Date): Month {
  const month = readMonth(instant.toISOString().slice(0, "2026-06".length));
  if (!month) throw new RangeError(`${instant.toISOString()} lies in no month that can be kept.`);
  return month;
}

/** The month before this one. */
export function monthBefore({ from }: Month): Month {
  return monthOf(new Date(from.getTime() - 1));
}
