import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findInputHashes, insertTransactions, type PreparedPosting } from "./ledger-batch-store.server.ts";
import { IdempotencyConflictError } from "./post-transaction.server.ts";
import { canonicalTextOf, faultOf, type Posting } from "./posting.ts";

/** Postings booked by one statement. */
const POSTINGS_PER_STATEMENT = 1_000;

/** Books many business events of one brand in the caller's transaction, each exactly as `postTransaction` would. */
export async function postTransactions(
  services: Pick<Services, "clock" | "newId">,
  tx: Tx,
  brandId: string,
  postings: readonly Posting[],
): Promise<void> {
  for (let from = 0; from < postings.length; from += POSTINGS_PER_STATEMENT) {
    const prepared = postings.slice(from, from + POSTINGS_PER_STATEMENT).map((posting): PreparedPosting => {
      const fault = faultOf(posting);
      if (fault) throw new RangeError(fault);
      const inputHash = sha256(canonicalTextOf(posting));
      return { posting, transaction: { id: services.newId(), inputHash, recordedAt: services.clock.now() } };
    });
    const booked = await insertTransactions(tx, brandId, prepared);
    await requireSame(
      tx,
      brandId,
      prepared.filter(({ transaction }) => !booked.has(transaction.id)),
    );
  }
}

/** What was not booked now must be booked already, with the same input. */
async function requireSame(tx: Tx, brandId: string, left: readonly PreparedPosting[]): Promise<void> {
  if (left.length === 0) return;
  const keys = left.map(({ posting }) => posting.idempotencyKey);
  const known = await findInputHashes(tx, brandId, keys);
  for (const { posting, transaction } of left) {
    if (known.get(posting.idempotencyKey) !== transaction.inputHash) {
      throw new IdempotencyConflictError(posting.idempotencyKey);
    }
  }
}
