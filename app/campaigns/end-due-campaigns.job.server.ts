import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { listDueCampaigns } from "./campaign-store.server.ts";
import { endDueCampaign } from "./end-campaign.server.ts";

/** More than that wait for the next run. */
const MOST_PER_RUN = 200;

const payload = z.object({});

/** Four times an hour: ends the campaigns whose last day is over. */
export const endDueCampaignsJob: Job<z.infer<typeof payload>> = {
  name: "end-due-campaigns",
  payload,
  schedule: { cron: "*/15 * * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    const due = await services.db.inPlatform((tx) => listDueCampaigns(tx, now, MOST_PER_RUN));
    for (const { brandId, campaignId } of due) await endDueCampaign(services, brandId, campaignId);
  },
};
