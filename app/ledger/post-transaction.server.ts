import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findTransaction, insertTransactions, readClosedBefore } from "./ledger-store.server.ts";
import { postponePosting, startOfMonth } from "./postpone-posting.ts";
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
 * What happened in a closed month is booked as of now, and its sentence says so.
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

/** Postings booked by one statement. */
const POSTINGS_PER_STATEMENT = 1_000;

/** Like `postTransaction`, for any number of business events of one brand, a thousand in a statement. In the order of the postings. */
export async function postTransactions(
  services: Pick<Services, "newId">,
  tx: Tx,
  brandId: string,
  postings: readonly DatedPosting[],
): Promise<PostedTransaction[]> {
  const posted: PostedTransaction[] = [];
  for (let from = 0; from < postings.length; from += POSTINGS_PER_STATEMENT) {
    posted.push(...(await postTogether(services, tx, brandId, postings.slice(from, from + POSTINGS_PER_STATEMENT))));
  }
  return posted;
}

async function postTogether(
  services: Pick<Services, "newId">,
  tx: Tx,
  brandId: string,
  stated: readonly DatedPosting[],
): Promise<PostedTransaction[]> {
  for (const { posting } of stated) {
    const fault = faultOf(posting);
    if (fault) throw new RangeError(fault);
  }
  const made = (await openPostings(tx, stated)).map(({ posting, recordedAt }) => {
    return { id: services.newId(), posting, recordedAt, inputHash: sha256(canonicalTextOf(posting)) };
  });
  const booked = await insertTransactions(tx, brandId, made);
  const posted: PostedTransaction[] = [];
  for (const [index, { id, posting }] of made.entries()) {
    const asStated = stated[index]?.posting ?? posting;
    const transactionId = booked.has(id) ? id : await requireBooked(tx, brandId, posting, asStated);
    posted.push({ transactionId, wasPosted: booked.has(id) });
  }
  return posted;
}

/** What was not booked now is booked already: before its month was closed, or postponed to another day than today's. Returns its id. */
async function requireBooked(tx: Tx, brandId: string, open: Posting, stated: Posting): Promise<string> {
  const known = await findTransaction(tx, brandId, stated.idempotencyKey);
  const same = known ? [open, stated, postponePosting(stated, known.occurredAt)] : [];
  if (!known || !same.some((each) => sha256(canonicalTextOf(each)) === known.inputHash)) {
    throw new IdempotencyConflictError(stated.idempotencyKey);
  }
  return known.id;
}

/** Only what says that it happened in an earlier month asks whether that one is closed. */
async function openPostings(tx: Tx, stated: readonly DatedPosting[]): Promise<readonly DatedPosting[]> {
  if (stated.every(({ posting, recordedAt }) => posting.occurredAt >= startOfMonth(recordedAt))) return stated;
  const closedBefore = await readClosedBefore(tx);
  if (closedBefore === null) return stated;
  return stated.map(({ posting, recordedAt }) => ({
    posting: posting.occurredAt < closedBefore ? postponePosting(posting, recordedAt) : posting,
    recordedAt,
  }));
}
