import { z } from "zod";
import { approveByRule } from "#app/commissions/decide-commission.server.ts";
import type { CommissionRecord } from "#app/commissions/commission-store.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { assessCommissions } from "#app/risk/assess-commissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { fitsRule, ruleInWords, type ApprovalRule } from "./approval-rule.ts";
import { findBrandName, findRuleFor, listFitting, listRulesInForce, readIsKept } from "./approval-store.server.ts";

/** More than that wait for the next run. */
const MOST_PER_RULE = 1_000;

const payload = z.object({});

/** Every ten minutes: approves what the rules in force approve, each decision naming its rule. Off until somebody sets a rule. */
export const approveByRuleJob: Job<z.infer<typeof payload>> = {
  name: "approve-by-rule",
  payload,
  schedule: { cron: "5-59/10 * * * *", payload: {} },
  async run(services) {
    const rules = await services.db.inPlatform((tx) => listRulesInForce(tx));
    for (const rule of rules.filter(({ isOn }) => isOn)) {
      const owner = rule.brandId;
      const name = owner === null ? null : await services.db.inBrand(owner, (tx) => findBrandName(tx, owner));
      const fitting = await services.db.inPlatform((tx) => listFitting(tx, rule, services.clock.now(), MOST_PER_RULE));
      for (const { brandId, commissionId } of fitting) {
        await approveByRule(services, {
          ...{ brandId, commissionId, ruleId: rule.id, note: ruleInWords(rule, name) },
          fits: (tx, commission) => stillFits(services, tx, rule, commission),
        });
      }
    }
  },
};

/** Looked at again under the lock: the rule may have been replaced, the risk may have grown, or a person may keep it waiting. */
async function stillFits(
  services: Services,
  tx: Tx,
  rule: ApprovalRule,
  commission: CommissionRecord,
): Promise<boolean> {
  const { brandId, id, currency, heldMinor } = commission;
  const inForce = await findRuleFor(tx, brandId, currency);
  if (inForce?.id !== rule.id) return false;
  const risk = (await assessCommissions(services, tx, brandId, [id])).get(id);
  if (!risk) return false;
  const flags = risk.findings.map(({ kind }) => kind);
  const isKept = await readIsKept(tx, brandId, id);
  return fitsRule(inForce, { currency, heldMinor, points: risk.points, flags, isKept });
}
