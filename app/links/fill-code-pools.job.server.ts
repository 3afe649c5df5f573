import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { listPartnershipsWithPools } from "./code-pool-store.server.ts";
import { fillCodePool } from "./fill-code-pool.server.ts";

/** More than that wait for the next minute. */
const MOST_PER_RUN = 1_000;

const payload = z.object({});

/** Every minute: keeps single-use codes ready for every link that hands them out. */
export const fillCodePoolsJob: Job<z.infer<typeof payload>> = {
  name: "fill-code-pools",
  payload,
  schedule: { cron: "* * * * *", payload: {} },
  async run(services) {
    const pools = await services.db.inPlatform((tx) => listPartnershipsWithPools(tx, MOST_PER_RUN));
    for (const { brandId, partnershipId } of pools) {
      await services.db.inBrand(brandId, (tx) => fillCodePool(services, tx, brandId, partnershipId));
    }
  },
};
