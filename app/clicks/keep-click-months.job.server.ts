import { z } from "zod";
import { addDays } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import { dropClickMonths, ensureClickMonth } from "./click-month-store.server.ts";
import { deleteOldLinkChanges } from "./link-change-store.server.ts";
import { deleteOldUnknownSlugs } from "./unknown-slug-store.server.ts";

/** This month and the next two: a job that fails for weeks still finds them made. */
const MONTHS_AHEAD = 2;
/** Longer than any process is cut off and still believes what it remembers. */
const LINK_CHANGES_KEPT_HOURS = 24;
const UNKNOWN_SLUGS_KEPT_DAYS = 90;

/** Every day: gives the months to come their tables, and lets go what is kept long enough. Counts of clicks stay for good. */
export const keepClickMonthsJob: Job<Record<string, never>> = {
  name: "keep-click-months",
  payload: z.object({}).strict() as z.ZodType<Record<string, never>>,
  schedule: { cron: "41 3 * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    await services.db.inPlatform(async (tx) => {
      for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) await ensureClickMonth(tx, monthAfter(now, ahead));
    });
    // Apart, because dropping a month waits for everybody who reads it.
    await services.db.inPlatform((tx) => dropClickMonths(tx, addDays(now, -services.clickRetentionDays)));
    await services.db.inPlatform(async (tx) => {
      await deleteOldLinkChanges(tx, LINK_CHANGES_KEPT_HOURS);
      await deleteOldUnknownSlugs(tx, addDays(now, -UNKNOWN_SLUGS_KEPT_DAYS));
    });
  },
};

/** The first of the UTC month so many months later. */
function monthAfter(instant: Date, months: number): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months, 1));
}
