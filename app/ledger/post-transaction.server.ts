import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findTransaction, insertTransaction } from "./ledger-store.server.ts";
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
 */
export async function postTransaction(
  services: Pick<Services, "clock" | "newId">,
  tx: Tx,
  brandId: string,
  posting: Posting,
): Promise<{ transactionId: string; wasPosted: boolean }> {
  const fault = faultOf(posting);
  if (fault) throw new RangeError(fault);
  const id = services.newId();
  const inputHash = sha256(canonicalTextOf(posting));
  const wasPosted = await insertTransaction(tx, brandId, posting, { id, inputHash, recordedAt: services.clock.now() });
  if (wasPosted) return { transactionId: id, wasPosted };
  const known = await findTransaction(tx, brandId, posting.idempotencyKey);
  if (known?.inputHash !== inputHash) throw new IdempotencyConflictError(posting.idempotencyKey);
  return { transactionId: known.id, wasPosted };
}
