import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listCodeStores } from "#app/stores/store-records-store.server.ts";
import {
  listCodeFacts,
  listCodeSyncs,
  savePlannedSyncs,
  type CodeScope,
  type CodeSync,
  type PlannedSync,
} from "./code-sync-store.server.ts";
import { wantCode, writeTerms, type WantedCode } from "./code-terms.ts";
import { syncCodesJob } from "./sync-codes.job.server.ts";

/**
 * Compares what the brand's shops should have with what they were last asked for, and queues the difference: run it in the transaction
 * of whatever changes a code, its partnership or its campaign. Running it again changes nothing, except that a store whose credentials
 * are new is asked once more for what it refused.
 */
export async function planCodeSyncs(services: Services, tx: Tx, brandId: string, scope: CodeScope): Promise<void> {
  const now = services.clock.now();
  const connected = await listCodeStores(tx, brandId);
  const chosen = connected.filter(({ id }) => !("storeId" in scope) || id === scope.storeId);
  if (chosen.length === 0) return;
  const facts = await listCodeFacts(tx, brandId, scope);
  const syncs = await listCodeSyncs(
    tx,
    brandId,
    facts.map(({ codeId }) => codeId),
  );
  const known = new Map(syncs.map((sync) => [`${sync.codeId} ${sync.storeId}`, sync]));
  const retriesFailed = "storeId" in scope;
  const planned = facts.flatMap((code) => {
    const wanted = wantCode(code, now);
    return chosen.flatMap(({ id: storeId }): PlannedSync[] => {
      const sync = known.get(`${code.codeId} ${storeId}`);
      const plan = { isWanted: wanted.isWanted, wantedTerms: writeTerms(wanted.terms), nextTryAt: wanted.notBefore };
      return mustAsk(wanted, plan.wantedTerms, sync, retriesFailed) ? [{ codeId: code.codeId, storeId, ...plan }] : [];
    });
  });
  if (planned.length === 0) return;
  await savePlannedSyncs(tx, brandId, planned, now);
  for (const storeId of new Set(planned.map((plan) => plan.storeId))) {
    await services.queue.enqueue(tx, syncCodesJob, { brandId, storeId });
  }
}

function mustAsk(wanted: WantedCode, wantedTerms: string, sync: CodeSync | undefined, retriesFailed: boolean): boolean {
  if (!sync) return wanted.isWanted;
  if (sync.isWanted !== wanted.isWanted) return true;
  if (retriesFailed && sync.state === "failed") return true;
  return wanted.isWanted && sync.wantedTerms !== wantedTerms;
}
