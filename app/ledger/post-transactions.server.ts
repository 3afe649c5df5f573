import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findTransaction, insertTransactions, readClosedBefore } from "./ledger-store.server.ts";
import { postponePosting, startOfMonth } from "./postpone-posting.ts";
import { canonicalTextOf, faultOf, type Posting } from "./posting.ts";

/** Postings booked by one statement. */
const POSTINGS_PER_STATEMENT = 1_000;

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

/** A posting that is booked at another instant than now, where that is said. */
type DatedPosting = Posting & { readonly recordedAt?: Date };

/** Books many business events of one brand in the caller's transaction, each exactly as `postTransaction` would. In their order. */
export async function postTransactions(
  services: Pick<Services, "clock" | "newId">,
  tx: Tx,
  brandId: string,
  postings: readonly DatedPosting[],
): Promise<PostedTransaction[]> {
  const posted: PostedTransaction[] = [];
  for (let from = 0; from < postings.length; from += POSTINGS_PER_STATEMENT) {
    posted.push(...(await postSome(services, tx, brandId, postings.slice(from, from + POSTINGS_PER_STATEMENT))));
  }
  return posted;
}

async function postSome(
  services: Pick<Services, "clock" | "newId">,
  tx: Tx,
  brandId: string,
  stated: readonly DatedPosting[],
): Promise<PostedTransaction[]> {
  const dated = stated.map(({ recordedAt = services.clock.now(), ...posting }) => {
    const fault = faultOf(posting);
    if (fault) throw new RangeError(fault);
    return { posting, recordedAt };
  });
  // Only what says that it happened in an earlier month asks whether that one is closed.
  const isLate = dated.some(({ posting, recordedAt }) => posting.occurredAt < startOfMonth(recordedAt));
  const closedBefore = isLate ? await readClosedBefore(tx) : null;
  const made = dated.map(({ posting: asStated, recordedAt }) => {
    const isClosed = closedBefore !== null && asStated.occurredAt < closedBefore;
    const posting = isClosed ? postponePosting(asStated, recordedAt) : asStated;
    return { id: services.newId(), posting, asStated, recordedAt, inputHash: hashOf(posting) };
  });
  const booked = await insertTransactions(tx, brandId, made);
  const posted: PostedTransaction[] = [];
  for (const one of made) {
    if (booked.has(one.id)) posted.push({ transactionId: one.id, wasPosted: true });
    else posted.push({ transactionId: await findSame(tx, brandId, one), wasPosted: false });
  }
  return posted;
}

/** What was not booked now must be booked already, with the same input. */
async function findSame(
  tx: Tx,
  brandId: string,
  { posting, asStated }: { readonly posting: Posting; readonly asStated: Posting },
): Promise<string> {
  const known = await findTransaction(tx, brandId, posting.idempotencyKey);
  // Booked before its month was closed, or postponed to another day than today's: the same event all the same.
  const same = known ? [posting, asStated, postponePosting(asStated, known.occurredAt)] : [];
  if (!known || !same.some((each) => hashOf(each) === known.inputHash)) {
    throw new IdempotencyConflictError(posting.idempotencyKey);
  }
  return known.id;
}

function hashOf(posting: Posting): string {
  return sha256(canonicalTextOf(posting));
}
