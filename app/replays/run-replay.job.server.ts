import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { runReplay } from "./run-replay.server.ts";

const payload = z.object({ brandId: z.uuid(), replayId: z.uuid() });

/** A run hands over to the next one after so long: a queue takes a job that never ends for a dead one. */
const RUN_MS = 60_000;

/** Works on a replay and queues itself again until it is over. */
export const runReplayJob: Job<z.infer<typeof payload>> = {
  name: "run-replay",
  payload,
  async run(services, address) {
    const endMs = performance.now() + RUN_MS;
    const isUnfinished = await runReplay(services, address, () => performance.now() < endMs);
    if (!isUnfinished) return;
    await services.db.inBrand(address.brandId, (tx) => services.queue.enqueue(tx, runReplayJob, address));
  },
};
