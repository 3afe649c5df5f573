import { findSides } from "#app/partnerships/partnership-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { countPool } from "./code-pool-store.server.ts";
import { claimCode, findCodeRules, lockAndCountCodes } from "./code-store.server.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";
import { proposeSingleUseCode } from "./propose-names.ts";

/** With fewer codes ready than this the pool is filled again, */
const LEAST_READY = 25;
/** to so many: a story that runs well hands out a few a minute. */
const FULL_POOL = 60;
/** What one partnership may ever use; more is a matter to talk about. */
const MOST_CODES = 20_000;

/** Makes single-use codes until enough are ready, and brings them into the shops. Running it again changes nothing. */
export async function fillCodePool(services: Services, tx: Tx, brandId: string, partnershipId: string): Promise<void> {
  await lockAndCountCodes(tx, brandId, partnershipId);
  const { made, ready } = await countPool(tx, brandId, partnershipId);
  const rules = await findCodeRules(tx, brandId, partnershipId);
  if (ready >= LEAST_READY || made >= MOST_CODES || !rules || rules.discountBps === 0) return;
  const { creatorHandle, brandName } = await findSides(tx, brandId, rules.creatorId);
  const facts = { handle: creatorHandle, brandName, discountBps: rules.discountBps };
  for (let count = ready; count < FULL_POOL; count += 1) {
    const code = proposeSingleUseCode(rules.codePattern, facts, services.newId);
    const claim = { id: services.newId(), partnershipId, code, createdAt: services.clock.now() };
    // One of 34 million is taken now and then: the pool is then one short, and nobody minds.
    await claimCode(tx, brandId, { ...claim, kind: "single-use" });
  }
  await planCodeSyncs(services, tx, brandId, { partnershipId });
}
