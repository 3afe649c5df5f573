import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockDomains } from "./brand-store.server.ts";
import { MAX_SHORT_DOMAINS } from "./brand-settings.ts";
import { judgeShortHost, type ShortHostRefusal } from "./judge-short-host.ts";
import { deleteShortDomain, insertShortDomain, listShortDomains } from "./short-domain-store.server.ts";

interface ShortDomainChange {
  readonly brandId: string;
  readonly userId: string;
  /** A public host, as `publicHost` makes it. */
  readonly host: string;
}

export type AddShortDomainRefusal = ShortHostRefusal | "taken" | "too-many-short-domains";

/** Lets links of the brand work on a host of its own. They are shown with it once a request has come in under it. */
export async function addShortDomain(
  services: Services,
  { brandId, userId, host }: ShortDomainChange,
): Promise<Outcome<null, AddShortDomainRefusal>> {
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, AddShortDomainRefusal>> => {
    const domains = await lockDomains(tx, brandId);
    const refusal = judgeShortHost(host, { domains, ownHost: new URL(services.origin).hostname });
    if (refusal) return refused(refusal);
    const known = await listShortDomains(tx, brandId);
    if (known.length >= MAX_SHORT_DOMAINS) return refused("too-many-short-domains");
    if (!(await insertShortDomain(tx, brandId, host, services.clock.now()))) return refused("taken");
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "short-domain.added",
      subjectId: brandId,
      detail: { host },
    });
    return done(null);
  });
}

/** Takes a short domain away: links with it stop working, the same links on our own address go on. */
export async function removeShortDomain(
  services: Services,
  { brandId, userId, host }: ShortDomainChange,
): Promise<Outcome<null, "unknown-short-domain">> {
  return services.db.inBrand(brandId, async (tx) => {
    if (!(await deleteShortDomain(tx, brandId, host))) return refused("unknown-short-domain");
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "short-domain.removed",
      subjectId: brandId,
      detail: { host },
    });
    return done(null);
  });
}
