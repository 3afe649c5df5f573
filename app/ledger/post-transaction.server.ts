import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findTransaction, insertTransactions } from "./ledger-store.server.ts";
import { canonicalTextOf, faultOf, type Posting } from "./posting.ts";

/** A key was used for two different postings: a bug in the caller, never to be swallowed. */
export class IdempotencyConflictError extends Error {
  constructor(idempotencyKey: string) {
    super(`The key ${idempotencyKey} already stands for another transaction.`);
    this.name = "IdempotencyConflictError";
  }
}

/** What became of a posting: a key that stood for it already names the first transaction. */
export interface PostedTransaction {
  readonly transactionId: string;
  readonly wasPosted: boolean;
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
): Promise<PostedTransaction> {
  const [posted] = await postTransactions(services, tx, brandId, [{ posting, recordedAt: services.clock.now() }]);
  if (!posted) throw new Error("A posting was handed in, and none was answered.");
  return posted;
}

/** A posting and when it is booked. */
export interface DatedPosting {
  readonly posting: Posting;
  readonly recordedAt: Date;
}

/** Like `postTransaction`, for many business events of one brand in one statement. In the order of the postings. */
export async function postTransactions(
  services: Pick<Services, "newId">,
  tx: Tx,
  brandId: string,
  postings: readonly DatedPosting[],
): Promise<PostedTransaction[]> {
  if (postings.length === 0) return [];
  const made = postings.map(({ posting, recordedAt }) => {
    const fault = faultOf(posting);
    if (fault) throw new RangeError(fault);
    return { id: services.newId(), posting, recordedAt, inputHash: sha256(canonicalTextOf(posting)) };
  });
  const booked = await insertTransactions(tx, brandId, made);
  const posted: PostedTransaction[] = [];
  for (const { id, posting, inputHash } of made) {
    if (booked.has(id)) {
      posted.push({ transactionId: id, wasPosted: true });
      continue;
    }
    const known = await findTransaction(tx, brandId, posting.idempotencyKey);
    if (known?.inputHash !== inputHash) throw new IdempotencyConflictError(posting.idempotencyKey);
    posted.push({ transactionId: known.id, wasPosted: false });
  }
  return posted;
}
