import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { chaseParcels } from "./chase-parcels.server.ts";

/** Asks again where no answer is known, and what became of payouts a provider has taken. */
export const chaseParcelsJob: Job<Record<string, never>> = {
  name: "payouts.chase-parcels",
  payload: z.object({}),
  schedule: { cron: "*/5 * * * *", payload: {} },
  run: chaseParcels,
};
