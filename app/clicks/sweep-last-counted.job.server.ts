import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { deleteOldLastCounted } from "./click-store.server.ts";

/** Forgets, every hour, which visitors clicked what: the rule of one counted click an hour no longer needs it. */
export const sweepLastCountedJob: Job<Record<string, never>> = {
  name: "sweep-last-counted-clicks",
  payload: z.object({}).strict() as z.ZodType<Record<string, never>>,
  schedule: { cron: "17 * * * *", payload: {} },
  async run(services) {
    await services.db.inPlatform((tx) => deleteOldLastCounted(tx, services.clock.now()));
  },
};
