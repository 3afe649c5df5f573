import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { takeBackPayout } from "./take-back-payout.server.ts";

/** Asks a provider to take a payment back. Run again, it asks first what became of the last try. */
export const takeBackPayoutJob: Job<{ takeBackId: string }> = {
  name: "payouts.take-back-payout",
  payload: z.object({ takeBackId: z.uuid() }),
  async run(services, { takeBackId }) {
    await takeBackPayout(services, takeBackId);
  },
};
