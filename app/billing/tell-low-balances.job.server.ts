import { z } from "zod";
import { listMembers } from "#app/access/member-store.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findLimits, listBrandsThatOwe, saveLimit } from "./balance-store.server.ts";
import { readStandings } from "./read-balance.server.ts";

const payload = z.object({});

/** Every morning: tells brands whose balance has become low, once until it is enough again. */
export const tellLowBalancesJob: Job<z.infer<typeof payload>> = {
  name: "billing.tell-low-balances",
  payload,
  schedule: { cron: "0 7 * * *", payload: {} },
  async run(services) {
    const brands = await services.db.inPlatform((tx) => listBrandsThatOwe(tx));
    for (const brand of brands) await tellBrand(services, brand);
  },
};

/** What was told is written down in the transaction that adds the mails, so that a second run says nothing twice. */
function tellBrand(services: Services, brand: { id: string; name: string; slug: string }): Promise<void> {
  return services.db.inBrand(brand.id, async (tx) => {
    const limits = await findLimits(tx, brand.id);
    for (const standing of await readStandings(services, tx, brand.id)) {
      const { currency, fundsMinor, waitingMinor, isLow } = standing;
      const wasTold = (limits.get(currency)?.toldAt ?? null) !== null;
      if (isLow === wasTold) continue;
      await saveLimit(tx, { brandId: brand.id, currency }, { toldAt: isLow ? services.clock.now() : null });
      if (!isLow) continue;
      const members = await listMembers(tx, brand.id);
      for (const { email } of members.filter(({ role }) => reachesRole(role, "manager"))) {
        await enqueueMail(services, tx, "balance-low", email, {
          ...{ brandSlug: brand.slug, brandName: brand.name },
          balance: { minor: fundsMinor.toString(), currency },
          waiting: waitingMinor > 0n ? { minor: waitingMinor.toString(), currency } : null,
        });
      }
    }
  });
}
