import { z } from "zod";
import { addDays } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import { deleteExpired } from "./sweep-store.server.ts";

const KEPT_DAYS = 1;

const payload = z.object({});

/** Every night: forgets sessions, reset links and throttle counters that ran out a day ago. Invitations stay, as part of the story. */
export const sweepExpiredJob: Job<z.infer<typeof payload>> = {
  name: "sweep-expired",
  payload,
  schedule: { cron: "17 3 * * *", payload: {} },
  async run(services) {
    // The throttle counts in the machine's time, whatever the demo's clock says.
    const before = { ours: addDays(services.clock.now(), -KEPT_DAYS), machines: addDays(new Date(), -KEPT_DAYS) };
    await services.db.inPlatform((tx) => deleteExpired(tx, before));
  },
};
