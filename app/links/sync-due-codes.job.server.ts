import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { listStoresWithDueSyncs } from "./code-sync-store.server.ts";
import { syncCodesJob } from "./sync-codes.job.server.ts";

/** More than that wait for the next minute. */
const MOST_STORES_PER_RUN = 500;

const payload = z.object({});

/** Every minute: tries again what is due, and begins with what had to wait for its campaign. One slow shop holds up no other. */
export const syncDueCodesJob: Job<z.infer<typeof payload>> = {
  name: "sync-due-codes",
  payload,
  schedule: { cron: "* * * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    await services.db.inPlatform(async (tx) => {
      for (const due of await listStoresWithDueSyncs(tx, now, MOST_STORES_PER_RUN)) {
        await services.queue.enqueue(tx, syncCodesJob, due);
      }
    });
  },
};
