import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { runChecksIn } from "#db/run-checks.server.ts";
import { lockClosing, updateClosing } from "./month-store.server.ts";

const payload = z.object({ closingId: z.uuid() });

/** Runs what `npm run verify` runs, for a closing that waits for its second person, and keeps what was found with it. */
export const checkMonthJob: Job<z.infer<typeof payload>> = {
  name: "check-month",
  payload,
  async run(services, { closingId }) {
    const results = await services.db.inPlatform((tx) => runChecksIn(tx));
    const checks = results.map(({ name, claim, findings }) => ({ name, claim, findings }));
    await services.db.inPlatform(async (tx) => {
      const closing = await lockClosing(tx, closingId);
      if (closing?.status !== "proposed") return;
      await updateClosing(tx, closingId, { checks, checkedAt: services.clock.now() });
    });
  },
};
