import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { judgeSlug, normaliseSlug } from "./link-name-rules.ts";
import { claimSlug, findLinkOfCreator, lockAndCountSlugs, showSlug } from "./link-store.server.ts";
import { MAX_NAMES, type RenameRefusal } from "./rename-link.ts";

export interface RenameLink {
  readonly userId: string;
  readonly creatorId: string;
  readonly linkId: string;
  /** As typed. */
  readonly slug: string;
}

/** A creator gives their own link another slug. The old ones go on redirecting; an old one may be taken up again. */
export async function renameLink(
  services: Services,
  request: RenameLink,
): Promise<Outcome<{ readonly slug: string }, RenameRefusal>> {
  const slug = normaliseSlug(request.slug);
  const fault = judgeSlug(slug);
  if (fault) return refused(fault);
  const link = await services.db.inPlatform((tx) => findLinkOfCreator(tx, request.creatorId, request.linkId));
  if (!link) return refused("not-found");
  const { brandId, linkId } = link;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<{ slug: string }, RenameRefusal>> => {
    const now = services.clock.now();
    const count = await lockAndCountSlugs(tx, brandId, linkId);
    if (count >= MAX_NAMES) return refused("too-many-changes");
    const claim = await claimSlug(tx, brandId, linkId, slug, now);
    if (claim === "taken") return refused("taken");
    await showSlug(tx, brandId, linkId, slug, now);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: request.userId,
      action: "link.renamed",
      subjectId: linkId,
      detail: { slug },
    });
    return done({ slug });
  });
}
