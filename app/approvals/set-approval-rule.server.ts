import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { countByRule, insertRule, listFitting } from "./approval-store.server.ts";
import type { SetApprovalRule } from "./set-approval-rule.ts";

/** Whose rule it is (null for the platform's default), and who sets it. */
export interface RuleSetter {
  readonly brandId: string | null;
  readonly userId: string;
}

/** Sets a rule: a further version, in force from now. Versions before it stay, because decisions name them. */
export async function setApprovalRule(
  services: Services,
  { brandId, userId }: RuleSetter,
  { currency, isOn, belowPoints, belowMinor }: Omit<SetApprovalRule, "intent">,
): Promise<{ readonly ruleId: string }> {
  const ruleId = services.newId();
  await services.db.inPlatform(async (tx) => {
    const setAt = services.clock.now();
    await insertRule(tx, { id: ruleId, brandId, currency, isOn, belowPoints, belowMinor, setBy: userId, setAt });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "approval-rule.set", subjectId: ruleId },
      detail: { currency, isOn, belowPoints, belowMinor: belowMinor.toString() },
    });
  });
  return { ruleId };
}

/** How many of what a rule would approve are shown one by one. */
const SHOWN = 10;

/** What a rule would approve now and what it would leave to people, as things were last looked at. Writes nothing. */
export function previewRule(
  services: Services,
  brandId: string | null,
  { currency, belowPoints, belowMinor }: Omit<SetApprovalRule, "intent" | "isOn">,
) {
  const rule = { brandId, currency, belowPoints, belowMinor };
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    return { ...rule, counts: await countByRule(tx, rule, now), examples: await listFitting(tx, rule, now, SHOWN) };
  });
}

export type RulePreview = Awaited<ReturnType<typeof previewRule>>;
