import { listNames } from "#app/campaigns/campaign-list-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listReplayedCampaigns } from "./replay-store.server.ts";

const NO_CURRENCY = "EUR";

/** What a replay can be asked about: the campaigns that were ever published, and the currency that most of them are in. */
export async function readChoices(services: Services, brandId: string) {
  return services.db.inBrand(brandId, async (tx) => {
    const campaigns = await listNames(tx, brandId);
    const counts = new Map<string, number>();
    for (const { currency } of await listReplayedCampaigns(tx, brandId, null)) {
      counts.set(currency, (counts.get(currency) ?? 0) + 1);
    }
    const [[currency] = [NO_CURRENCY]] = [...counts].sort(([, one], [, other]) => other - one);
    return { campaigns, currency };
  });
}
