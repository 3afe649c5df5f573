import { z } from "zod";
import { rotateCode } from "#app/links/rotate-code.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { assessCommissions } from "./assess-commissions.server.ts";
import { findRotatesLeakedCodes, listSuspectedCodes, listToAssess } from "./risk-store.server.ts";

/** More than that wait for the next run. */
const MOST_PER_RUN = 2_000;
/** Looked at in one transaction: few enough that a sale which is being settled does not wait long. */
const AT_ONCE = 50;

const payload = z.object({});

/** Every ten minutes: looks at held commissions that are new, changed or newly matured. A leaked code is replaced where the brand wants it. */
export const assessRiskJob: Job<z.infer<typeof payload>> = {
  name: "assess-risk",
  payload,
  schedule: { cron: "*/10 * * * *", payload: {} },
  async run(services) {
    const waiting = await services.db.inPlatform((tx) => listToAssess(tx, services.clock.now(), MOST_PER_RUN));
    for (const brandId of new Set(waiting.map((row) => row.brandId))) {
      const ids = waiting.filter((row) => row.brandId === brandId).map(({ commissionId }) => commissionId);
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        await assessSome(services, brandId, ids.slice(from, from + AT_ONCE));
      }
    }
  },
};

async function assessSome(services: Services, brandId: string, commissionIds: readonly string[]): Promise<void> {
  const leaked = await services.db.inBrand(brandId, async (tx) => {
    await assessCommissions(services, tx, brandId, commissionIds);
    if (!(await findRotatesLeakedCodes(tx, brandId))) return [];
    const suspected = await listSuspectedCodes(tx, brandId, commissionIds);
    const isEntered = ({ codeKey, entered }: (typeof suspected)[number]) =>
      entered.map(normaliseCode).includes(codeKey);
    return suspected.filter(isEntered).map(({ codeId }) => codeId);
  });
  // A code that was replaced meanwhile is no longer found: that is what was wanted.
  for (const codeId of new Set(leaked))
    await rotateCode(services, { brandId, userId: null, codeId, ending: "after-grace" });
}
