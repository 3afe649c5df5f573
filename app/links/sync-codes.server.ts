import { addMinutes } from "#app/kit/clock.ts";
import { isPassing, ShopTrouble, type CodeStore, type ShopCode } from "#app/platform/code-stores/code-store.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStoreCodes } from "#app/stores/open-store-access.server.ts";
import { findStore } from "#app/stores/store-records-store.server.ts";
import { claimDueSyncs, saveSyncResult, type ClaimedSync, type SyncResult } from "./code-sync-store.server.ts";
import { describeDrift, readTerms } from "./code-terms.ts";
import { jitterFrom, planRetryMs } from "./plan-retry.ts";

/** Codes of one store are made one after the other: shops count requests. */
const CLAIM_AT_ONCE = 10;
/** Longer than ten codes take when every request runs into its time-out. */
const LEASE_MINUTES = 10;

/** Makes and takes away what is due in one store, until nothing is, or until the store asks to be left alone. */
export async function syncCodes(services: Services, brandId: string, storeId: string): Promise<void> {
  const store = await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId));
  const codeStore = store && openStoreCodes(services, store);
  if (!codeStore) return;
  for (;;) {
    const now = services.clock.now();
    const claimed = await services.db.inBrand(brandId, (tx) =>
      claimDueSyncs(tx, brandId, storeId, { now, leaseUntil: addMinutes(now, LEASE_MINUTES), limit: CLAIM_AT_ONCE }),
    );
    if (claimed.length === 0) return;
    const pauseUntil = await syncInTurn(services, codeStore, claimed);
    if (pauseUntil) return;
  }
}

/** Returns until when the store is to be left alone; null when all went through. What was claimed and not tried waits as long. */
async function syncInTurn(
  services: Services,
  codeStore: CodeStore,
  claimed: readonly ClaimedSync[],
): Promise<Date | null> {
  let pauseUntil: Date | null = null;
  for (const sync of claimed) {
    const result: SyncResult = pauseUntil
      ? { ...sync, nextTryAt: pauseUntil, attempts: sync.attempts - 1 }
      : await syncOne(services, codeStore, sync);
    if (result.state === "waiting") pauseUntil ??= result.nextTryAt;
    await services.db.inBrand(sync.brandId, (tx) => saveSyncResult(tx, sync, resultOf(result), services.clock.now()));
  }
  return pauseUntil;
}

function resultOf({ state, externalId, problem, nextTryAt, attempts, checkedAt }: SyncResult): SyncResult {
  return { state, externalId, problem, nextTryAt, attempts, ...(checkedAt ? { checkedAt } : {}) };
}

async function syncOne(services: Services, codeStore: CodeStore, sync: ClaimedSync): Promise<SyncResult> {
  const now = services.clock.now();
  try {
    const externalId = sync.isWanted ? await bringIn(codeStore, sync, now) : await takeOut(codeStore, sync);
    const state = sync.isWanted ? "live" : "removed";
    return { state, externalId, problem: null, nextTryAt: null, attempts: 0, checkedAt: now };
  } catch (error) {
    if (!(error instanceof ShopTrouble)) throw error;
    const waitMs = planRetryMs(error, sync.attempts, jitterFrom(services.newId()));
    services.log.warn(
      { storeId: sync.storeId, codeId: sync.codeId, trouble: error.kind },
      "a shop did not take a code",
    );
    const { externalId, attempts } = sync;
    if (waitMs === null) {
      const problem = isPassing(error) ? `${error.message} We tried ${attempts} times.` : error.message;
      return { state: "failed", externalId, problem, nextTryAt: null, attempts };
    }
    return {
      state: "waiting",
      externalId,
      problem: error.message,
      nextTryAt: new Date(now.getTime() + waitMs),
      attempts,
    };
  }
}

/**
 * Makes the code as wanted. What stands there already is looked at first, because an earlier try may have acted without our hearing of
 * it: ours stays when it is as wanted and is made anew when it is not; the shop's own is never touched.
 */
async function bringIn(codeStore: CodeStore, sync: ClaimedSync, now: Date): Promise<string> {
  const wanted = readTerms(sync.wantedTerms);
  const found = await codeStore.read(wanted.code);
  if (found && !isOurs(found, sync)) {
    throw new ShopTrouble(
      "refused",
      `The shop already has a code ${wanted.code} of its own. Delete it there, or change the code here, and try again.`,
    );
  }
  if (found && describeDrift(wanted, found, codeStore.abilities, now) === null) return found.externalId;
  if (found) await codeStore.remove(found.externalId);
  const terms = codeStore.abilities.limitsOncePerCustomer ? wanted : { ...wanted, isOncePerCustomer: false };
  const { externalId } = await codeStore.create(terms, sync.codeId);
  return externalId;
}

async function takeOut(codeStore: CodeStore, sync: ClaimedSync): Promise<string | null> {
  const found = sync.externalId === null ? await codeStore.read(readTerms(sync.wantedTerms).code) : null;
  const externalId = sync.externalId ?? (found && isOurs(found, sync) ? found.externalId : null);
  if (externalId !== null) await codeStore.remove(externalId);
  return null;
}

/** Ours by the mark we left, or, where somebody wiped it off, by the id the shop gave us for it. */
function isOurs(found: ShopCode, sync: ClaimedSync): boolean {
  return found.mark === sync.codeId || (sync.externalId !== null && found.externalId === sync.externalId);
}
