import type { Services } from "#app/platform/services.server.ts";
import { settleArrivedClicks } from "#app/sales/settle-again.job.server.ts";
import { sortJournal, takeDrainTurn } from "./click-journal-store.server.ts";
import { foldTallies } from "./click-tally-store.server.ts";

/**
 * The most journal rows of one transaction. Under load a row holds some hundred clicks; what one transaction writes is synced with the
 * next commit of answers, which should not wait long for it.
 */
export const MAX_BATCHES = 25;
/** The most tallies of one transaction: a tenth of a second's work, which commits of answers hardly notice. */
export const MAX_TALLIES = 5_000;

/**
 * Sorts some of the journal into `clicks`, and has the sales settled again that named a click before it was there. Returns how many
 * journal rows went; 0 also when another process has the turn.
 */
export async function drainClicks(services: Services): Promise<number> {
  return services.db.inPlatform(async (tx) => {
    if (!(await takeDrainTurn(tx))) return 0;
    const { batchCount } = await sortJournal(tx, MAX_BATCHES);
    await settleArrivedClicks(services, tx);
    return batchCount;
  });
}

/** Adds some of what was tallied to the roll-ups. Returns how many tallies went; 0 also when another process has the turn. */
export async function rollUpClicks(services: Services): Promise<number> {
  return services.db.inPlatform(async (tx) => ((await takeDrainTurn(tx)) ? foldTallies(tx, MAX_TALLIES) : 0));
}
