import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { claimCode, findBrandOfPartnership, findCodeRules, lockAndCountCodes, showCode } from "./code-store.server.ts";
import { displayCode, judgeCode } from "./link-name-rules.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";
import type { RenameCodeRefusal } from "./rename-code.ts";
import { MAX_NAMES } from "./rename-link.ts";

export interface RenameCode {
  readonly userId: string;
  readonly creatorId: string;
  readonly partnershipId: string;
  /** As typed. */
  readonly code: string;
}

/**
 * A creator gives their own partnership another code. The old one goes on crediting for the campaign's grace, in which it may be taken up
 * again.
 */
export async function renameCode(
  services: Services,
  request: RenameCode,
): Promise<Outcome<{ readonly code: string }, RenameCodeRefusal>> {
  const code = displayCode(request.code);
  const fault = judgeCode(code);
  if (fault) return refused(fault);
  const { creatorId, partnershipId } = request;
  const brandId = await services.db.inPlatform((tx) => findBrandOfPartnership(tx, creatorId, partnershipId));
  if (!brandId) return refused("not-found");
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<{ code: string }, RenameCodeRefusal>> => {
    const now = services.clock.now();
    const count = await lockAndCountCodes(tx, brandId, partnershipId);
    if (count >= MAX_NAMES) return refused("too-many-changes");
    const claim = await claimCode(tx, brandId, { id: services.newId(), partnershipId, code, createdAt: now });
    if (claim === "taken" || claim === "ended") return refused(claim);
    const rules = await findCodeRules(tx, brandId, partnershipId);
    if (!rules) return refused("not-found");
    await showCode(tx, brandId, partnershipId, code, { now, creditsUntil: addDays(now, rules.codeGraceDays) });
    await planCodeSyncs(services, tx, brandId, { partnershipId });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: request.userId,
      action: "code.renamed",
      subjectId: partnershipId,
      detail: { code },
    });
    return done({ code });
  });
}
