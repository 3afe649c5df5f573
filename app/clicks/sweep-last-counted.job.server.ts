import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { forgetAwaitedClicks } from "#app/attribution/awaited-click-store.server.ts";
import { deleteOldLastCounted } from "./click-store.server.ts";

/** How long an order's unknown click id may still turn out to be a click of ours. */
const AWAITED_DAYS = 30;

/** Forgets, every hour, which visitors clicked what and which clicks were awaited in vain: nothing needs it any longer. */
export const sweepLastCountedJob: Job<Record<string, never>> = {
  name: "sweep-last-counted-clicks",
  payload: z.object({}).strict() as z.ZodType<Record<string, never>>,
  schedule: { cron: "17 * * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    await services.db.inPlatform(async (tx) => {
      await deleteOldLastCounted(tx, now);
      await forgetAwaitedClicks(tx, addDays(now, -AWAITED_DAYS));
    });
  },
};
