import { z } from "zod";
import { addMinutes } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import { failLostReplays, listStuckReplays } from "./replay-store.server.ts";
import { runReplayJob } from "./run-replay.job.server.ts";

/** A batch takes seconds: a replay that nobody moved for so long has lost its worker. */
const STUCK_MINUTES = 2;
/** A what-if that no worker could move for so long will not be moved by the next one either. */
const LOST_MINUTES = 60;
const LOST = "It could not be worked out: something went wrong on our side. Ask again; if it fails again, write to us.";
const MOST_PER_RUN = 50;

const payload = z.object({});

/** Each minute: takes up the replays whose worker is gone, from their last saved batch on. */
export const resumeReplaysJob: Job<z.infer<typeof payload>> = {
  name: "resume-replays",
  payload,
  schedule: { cron: "* * * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    const before = addMinutes(now, -STUCK_MINUTES);
    await services.db.inPlatform(async (tx) => {
      await failLostReplays(tx, addMinutes(now, -LOST_MINUTES), now, LOST);
      for (const stuck of await listStuckReplays(tx, before, MOST_PER_RUN)) {
        await services.queue.enqueue(tx, runReplayJob, stuck);
      }
    });
  },
};
