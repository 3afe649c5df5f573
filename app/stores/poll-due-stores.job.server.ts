import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { pollStoreJob } from "./poll-store.job.server.ts";
import { listStoresToPoll } from "./store-records-store.server.ts";
import { polledKinds } from "./store.ts";

/** More than that wait for the next run, and are the first of it. */
const MOST_STORES_PER_RUN = 500;

const payload = z.object({});

/** Every five minutes: asks each shop that we can sign in to for what its webhooks did not tell. One slow shop holds up no other. */
export const pollDueStoresJob: Job<z.infer<typeof payload>> = {
  name: "poll-due-stores",
  payload,
  schedule: { cron: "*/5 * * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    await services.db.inPlatform(async (tx) => {
      for (const due of await listStoresToPoll(tx, polledKinds, now, MOST_STORES_PER_RUN)) {
        await services.queue.enqueue(tx, pollStoreJob, due);
      }
    });
  },
};
