import { z } from "zod";
import { addMinutes } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import { CHECK_AFTER_MINUTES, checkCodes } from "./check-codes.server.ts";
import { listOverduePartnerships, listStoresToCheck } from "./code-sync-store.server.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";

/** More than that wait for the next run. */
const MOST_STORES_PER_RUN = 100;
const MOST_PARTNERSHIPS_PER_RUN = 500;

const payload = z.object({});

/** Four times an hour: takes codes out of the shops whose time is over, and looks whether the others still are as they should be. */
export const checkCodesJob: Job<z.infer<typeof payload>> = {
  name: "check-codes",
  payload,
  schedule: { cron: "*/15 * * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    const before = addMinutes(now, -CHECK_AFTER_MINUTES);
    const { overdue, toCheck } = await services.db.inPlatform(async (tx) => ({
      overdue: await listOverduePartnerships(tx, now, MOST_PARTNERSHIPS_PER_RUN),
      toCheck: await listStoresToCheck(tx, before, MOST_STORES_PER_RUN),
    }));
    for (const { brandId, partnershipId } of overdue) {
      await services.db.inBrand(brandId, (tx) => planCodeSyncs(services, tx, brandId, { partnershipId }));
    }
    for (const { brandId, storeId } of toCheck) await checkCodes(services, brandId, storeId);
  },
};
