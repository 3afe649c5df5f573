import { z } from "zod";
import { addDays } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import { matchVisits } from "./visit-store.server.ts";

/** A click may wait in a spool as long as the database is away; after a day its id was made up. */
const LOOK_BACK_DAYS = 1;

/** A shopper is on the shop's page before the journal with their click is sorted in: their visit finds its partnership here. */
export const matchVisitsJob: Job<Record<string, never>> = {
  name: "match-visits",
  payload: z.object({}).strict() as z.ZodType<Record<string, never>>,
  schedule: { cron: "* * * * *", payload: {} },
  async run(services) {
    await services.db.inPlatform((tx) => matchVisits(tx, addDays(services.clock.now(), -LOOK_BACK_DAYS)));
  },
};
