import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { draftFunding, type FundingTotals } from "./draft-funding.ts";
import { lockFunds, readFunds } from "./funds-store.server.ts";
import { updateTopUp, type TopUpRow } from "./top-up-store.server.ts";

/** Brings the books to what is known of a top-up now. Call it with the top-up locked. Nothing is posted where nothing has changed. */
export async function bookFunding(services: Services, tx: Tx, topUp: TopUpRow, known: FundingTotals): Promise<void> {
  const { brandId, id, source, currency } = topUp;
  await lockFunds(tx, [brandId]);
  const funds = await readFunds(tx, brandId, currency);
  const drafts = draftFunding({ brandId, source, currency, booked: topUp, known, funds });
  let { revision } = topUp;
  for (const draft of drafts) {
    revision += 1;
    await postTransaction(services, tx, brandId, {
      ...draft,
      idempotencyKey: `top-up:${id}:${revision}`,
      occurredAt: services.clock.now(),
    });
  }
  await updateTopUp(tx, brandId, id, { ...known, revision });
}
