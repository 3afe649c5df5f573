import { addMinutes } from "#app/kit/clock.ts";
import { ShopTrouble, type CodeStore } from "#app/platform/code-stores/code-store.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStoreCodes } from "#app/stores/open-store-access.server.ts";
import { findStore } from "#app/stores/store-records-store.server.ts";
import { listUncheckedSyncs, saveSyncResult, type ClaimedSync, type SyncResult } from "./code-sync-store.server.ts";
import { describeDrift, readTerms } from "./code-terms.ts";

/** How old the last look at a code may be. */
export const CHECK_AFTER_MINUTES = 6 * 60;
/** Codes of one store per run; the rest is looked at in the next ones. */
const MOST_CODES_PER_RUN = 200;

/**
 * Looks in one store whether its codes still are as we made them. What somebody deleted or changed there is written down, not undone:
 * whether to put it back is the brand's to say. A store that does not answer is looked at again in the next run.
 */
export async function checkCodes(services: Services, brandId: string, storeId: string): Promise<void> {
  const before = addMinutes(services.clock.now(), -CHECK_AFTER_MINUTES);
  const { store, syncs } = await services.db.inBrand(brandId, async (tx) => ({
    store: await findStore(tx, brandId, storeId),
    syncs: await listUncheckedSyncs(tx, brandId, storeId, { before, limit: MOST_CODES_PER_RUN }),
  }));
  const codeStore = store && openStoreCodes(services, store);
  if (!codeStore) return;
  for (const sync of syncs) {
    const result = await lookAt(services, codeStore, sync);
    if (result === null) return;
    await services.db.inBrand(brandId, (tx) => saveSyncResult(tx, sync, result, services.clock.now()));
  }
}

/** Null when the shop could not be asked. */
async function lookAt(services: Services, codeStore: CodeStore, sync: ClaimedSync): Promise<SyncResult | null> {
  const now = services.clock.now();
  const { externalId, nextTryAt, attempts } = sync;
  const kept = { externalId, nextTryAt, attempts, checkedAt: now };
  try {
    const wanted = readTerms(sync.wantedTerms);
    const found = await codeStore.read(wanted.code);
    if (!found) return { ...kept, state: "missing", problem: "Deleted in the shop." };
    const drift = describeDrift(wanted, found, codeStore.abilities, now);
    // Deleted and made again by hand in the shop: it is what counts there now.
    const current = { ...kept, externalId: found.externalId };
    return drift === null
      ? { ...current, state: "live", problem: null }
      : { ...current, state: "edited", problem: drift };
  } catch (error) {
    if (!(error instanceof ShopTrouble)) throw error;
    services.log.warn({ storeId: sync.storeId, trouble: error.kind }, "a shop's codes could not be looked at");
    return null;
  }
}
