import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { tellCreatorOfRotation } from "#app/partnerships/partnership-mails.server.ts";
import { findSides, lockPartnership } from "#app/partnerships/partnership-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { claimCode, findCodeRules, findShownCode, showCode, type PartnershipCodeRules } from "./code-store.server.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";
import { proposeCodes } from "./propose-names.ts";
import type { RotateCode, RotateRefusal } from "./rotate-code.ts";

/**
 * The brand replaces a creator's code, as one that leaked. The creator keeps every credit: the old code goes on working and crediting for
 * the campaign's grace, or until now, and nobody can take it up again. The creator is told.
 *
 * @param userId null where the leak was found without a person.
 */
export async function rotateCode(
  services: Services,
  { brandId, userId, codeId, ending }: RotateCode & { readonly brandId: string; readonly userId: string | null },
): Promise<Outcome<{ readonly code: string }, RotateRefusal>> {
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<{ code: string }, RotateRefusal>> => {
    const named = await findShownCode(tx, brandId, codeId);
    const partnership = named && (await lockPartnership(tx, brandId, named.partnershipId));
    // Read again under the lock: of two who rotate at once the second finds another code.
    const old = partnership && (await findShownCode(tx, brandId, codeId));
    const rules = old && (await findCodeRules(tx, brandId, old.partnershipId));
    if (!old || !rules) return refused("not-found");
    if (partnership.status !== "active" && partnership.status !== "paused") return refused("not-running");
    const now = services.clock.now();
    const creditsUntil = ending === "at-once" ? now : addDays(now, rules.codeGraceDays);
    const code = await claimNewCode(services, tx, brandId, partnership.id, rules);
    await showCode(tx, brandId, partnership.id, code, { now, creditsUntil, isWithdrawn: true });
    await planCodeSyncs(services, tx, brandId, { partnershipId: partnership.id });
    const rotation = { oldCode: old.code, newCode: code, creditsUntil, now };
    await tellCreatorOfRotation(services, tx, brandId, partnership, rotation);
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "code.rotated", subjectId: partnership.id },
      detail: { from: old.code, to: code, ending },
    });
    return done({ code });
  });
}

/** Never one of the partnership's own earlier codes: who holds the leaked one must not guess the next. */
async function claimNewCode(
  services: Services,
  tx: Tx,
  brandId: string,
  partnershipId: string,
  { creatorId, codePattern, discountBps }: PartnershipCodeRules,
): Promise<string> {
  const { creatorHandle, brandName } = await findSides(tx, brandId, creatorId);
  const proposals = proposeCodes(codePattern, { handle: creatorHandle, brandName, discountBps }, services.newId);
  for (const code of proposals.filter((proposal) => proposal.includes("-"))) {
    const claim = { id: services.newId(), partnershipId, code, createdAt: services.clock.now() };
    if ((await claimCode(tx, brandId, claim)) === "claimed") return code;
  }
  throw new Error(`No code was free for ${creatorHandle} after ${proposals.length} tries.`);
}
