import type { Services } from "#app/platform/services.server.ts";
import { findWithholdings } from "#app/tax/find-withholdings.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findUnfundedBrands, unfundedInOneText } from "./available-funds.server.ts";
import { changesInOneText, changesOf } from "./batch-content.ts";
import { findContent, type BatchRow } from "./batch-store.server.ts";
import { hashContent } from "./hash-content.server.ts";
import { findCreatorNames, findLatestPayees } from "#app/payees/payee-store.server.ts";
import { findNewClawbacks, findPayableNow } from "./position-store.server.ts";

/**
 * Compares what was prepared with the facts as they are now: payable amounts, clawbacks, payee details, the brands' balances, and the
 * stored rows themselves against the hash made when they were prepared. Null when all of it stands; otherwise what changed, in sentences.
 */
export async function findContentChange(services: Services, tx: Tx, batch: BatchRow): Promise<string | null> {
  const content = await findContent(tx, batch);
  const creatorIds = content.payouts.map((payout) => payout.creatorId);
  const [names, payees, payable, clawbacks] = [
    await findCreatorNames(tx, creatorIds),
    await findLatestPayees(tx, creatorIds),
    await findPayableNow(tx, batch.id),
    await findNewClawbacks(tx, batch.id),
  ];
  const withholdings = await findWithholdings(services, tx, creatorIds);
  const creatorOf = new Map(content.payouts.map((payout) => [payout.payoutId, payout.creatorId]));
  const changes = changesOf(
    content,
    (creatorId) => names.get(creatorId) ?? "a creator",
    (payoutId) => {
      const creatorId = creatorOf.get(payoutId) ?? "";
      return {
        payeeDetailsId: payees.get(creatorId)?.id ?? null,
        payableMinor: payable,
        newClawbacksMinor: clawbacks.get(creatorId) ?? 0n,
        withholding: withholdings.get(creatorId) ?? null,
      };
    },
  );
  if (changes.length > 0) return changesInOneText(changes);
  const unfunded = await findUnfundedBrands(services, tx, content);
  if (unfunded.length > 0) return unfundedInOneText(unfunded);
  const isAsPrepared = hashContent(content, payees) === batch.contentHash;
  return isAsPrepared ? null : "The stored payouts, or the accounts they go to, are not those that were prepared.";
}
