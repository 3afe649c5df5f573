import { MS_PER_MINUTE } from "../kit/clock.ts";

/**
 * The chain over the books: every ledger transaction and audit event of a brand gets a seal with the row's hash and the hash of the seal
 * before. What belongs to no brand has a chain of its own.
 *
 * What it proves. Whoever changes, deletes or re-orders a sealed row, or puts one between two others, breaks the chain there, and
 * `npm run verify` names the row. Hashes are plain SHA-256 without a key, so that anybody with the rows can check them - and so that
 * whoever may write every table could compute all later seals anew. Against that helps only what lies elsewhere: the hash of the latest
 * seal stands for everything before it. The ledger's page and `npm run verify` show it; noted outside (printed with the month's close,
 * mailed to an auditor) it can be asked for later with `npm run verify -- --noted <hash>`.
 *
 * What it does not prove: that a row was true when it was written, that the last minute is whole (a row is sealed within about a minute
 * of its commit), or, without a noted hash, that the end of a chain was not cut off together with its rows.
 */
export const sealedKinds = ["transaction", "audit-event"] as const;
export type SealedKind = (typeof sealedKinds)[number];

/** RFC 9562, 5.9. */
const NIL_ID = "00000000-0000-0000-0000-000000000000";

/** Stands for the platform where a chain names its brand. */
export const PLATFORM_CHAIN = NIL_ID;

/**
 * No transaction of the product stays open for longer. Ids are made while it runs and sealed once it is committed, so a row this much
 * older than one that was sealed before it was not booked at its time.
 */
export const MOST_OPEN_MINUTES = 15;

const TIME_DIGITS = 12;

/** The first 48 bits of a UUIDv7: milliseconds since 1970 (RFC 9562, 5.7). */
export function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, TIME_DIGITS), 16);
}

/** The least id of rows that may still have been on their way when this one was made. */
export function earliestBeside(id: string | null): string {
  const ms = id === null ? 0 : timeOfId(id) - MOST_OPEN_MINUTES * MS_PER_MINUTE;
  if (ms <= 0) return NIL_ID;
  const time = ms.toString(16).padStart(TIME_DIGITS, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${NIL_ID.slice(TIME_DIGITS + 1)}`;
}
