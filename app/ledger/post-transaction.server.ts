import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { postTransactions, type PostedTransaction } from "./post-transactions.server.ts";
import type { Posting } from "./posting.ts";

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
): Promise<PostedTransaction> {
  const [posted] = await postTransactions(services, tx, brandId, [posting]);
  if (!posted) throw new Error("A posting was handed in, and none was answered.");
  return posted;
}
