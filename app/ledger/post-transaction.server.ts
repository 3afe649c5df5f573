import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findTransaction, insertTransaction, readClosedBefore } from "./ledger-store.server.ts";
import { postponePosting, startOfMonth } from "./postpone-posting.ts";
import { canonicalTextOf, faultOf, type Posting } from "./posting.ts";

/** A key was used for two different postings: a bug in the caller, never to be swallowed. */
export class IdempotencyConflictError extends Error {
  constructor(idempotencyKey: string) {
    super(`The key ${idempotencyKey} already stands for another transaction.`);
    this.name = "IdempotencyConflictError";
  }
}

/**
 * Books one business event in the caller's transaction. The same key with the same input is a no-op that names the first
 * transaction, also when two callers race: the unique key makes the second wait for the first. The same key with other input
 * throws IdempotencyConflictError; entries that do not sum to zero per currency throw a RangeError (and the database refuses them too).
 * What happened in a closed month is booked as of now, and its sentence says so.
 */
export async function postTransaction(
  services: Pick<Services, "clock" | "newId">,
  tx: Tx,
  brandId: string,
  posting: Posting,
): Promise<{ transactionId: string; wasPosted: boolean }> {
  const fault = faultOf(posting);
  if (fault) throw new RangeError(fault);
  const recordedAt = services.clock.now();
  const open = await openPosting(tx, posting, recordedAt);
  const id = services.newId();
  const inputHash = sha256(canonicalTextOf(open));
  const wasPosted = await insertTransaction(tx, brandId, open, { id, inputHash, recordedAt });
  if (wasPosted) return { transactionId: id, wasPosted };
  const known = await findTransaction(tx, brandId, posting.idempotencyKey);
  // Booked before its month was closed, or postponed to another day than today's: the same event all the same.
  const same = known ? [open, posting, postponePosting(posting, known.occurredAt)] : [];
  if (!known || !same.some((each) => sha256(canonicalTextOf(each)) === known.inputHash)) {
    throw new IdempotencyConflictError(posting.idempotencyKey);
  }
  return { transactionId: known.id, wasPosted };
}

/** Only what says that it happened in an earlier month asks whether that one is closed. */
async function openPosting(tx: Tx, posting: Posting, now: Date): Promise<Posting> {
  if (posting.occurredAt >= startOfMonth(now)) return posting;
  const closedBefore = await readClosedBefore(tx);
  return closedBefore !== null && posting.occurredAt < closedBefore ? postponePosting(posting, now) : posting;
}
