import { z } from "zod";
import { addDays } from "#app/kit/clock.ts";
import { findSides } from "#app/partnerships/partnership-store.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { REMIND_DAYS } from "./appeal.ts";
import { tellCreatorOfOverdue, tellOfAppeal } from "./appeal-mails.server.ts";
import { findAppeal, listAppealsToTell, lockAppeal, updateAppeal } from "./appeal-store.server.ts";

/** More than that wait for the next run. */
const MOST_PER_RUN = 500;

const payload = z.object({});

/** Once a day: reminds of appeals whose deadline is near, and tells everybody of those whose deadline has passed; each once. */
export const remindOfAppealsJob: Job<z.infer<typeof payload>> = {
  name: "remind-of-appeals",
  payload,
  schedule: { cron: "15 7 * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    const near = await services.db.inPlatform((tx) =>
      listAppealsToTell(tx, now, addDays(now, REMIND_DAYS), MOST_PER_RUN),
    );
    for (const { brandId, appealId } of near) await tellOf(services, brandId, appealId);
  },
};

/** What was told is written down in the transaction that adds the mails, so that a second run says nothing twice. */
async function tellOf(services: Services, brandId: string, appealId: string): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    const now = services.clock.now();
    const appeal = await lockAppeal(tx, brandId, appealId);
    const row = appeal?.status === "open" ? await findAppeal(tx, brandId, appealId) : null;
    if (!appeal || !row) return;
    if (appeal.dueAt <= now && appeal.overdueToldAt === null) {
      const { creatorEmail } = await findSides(tx, brandId, appeal.creatorId);
      await tellOfAppeal(services, tx, row, "overdue");
      await tellCreatorOfOverdue(services, tx, row, creatorEmail);
      await updateAppeal(tx, brandId, appealId, { overdueToldAt: now });
    } else if (appeal.dueAt > now && appeal.remindedAt === null) {
      await tellOfAppeal(services, tx, row, "due");
      await updateAppeal(tx, brandId, appealId, { remindedAt: now });
    }
  });
}
