import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { deleteDomain, insertDomain, lockDomains } from "./brand-store.server.ts";
import { MAX_DOMAINS } from "./brand-settings.ts";
import { judgeShortHost } from "./judge-short-host.ts";
import { listShortDomains, type ShortDomain } from "./short-domain-store.server.ts";

interface DomainChange {
  readonly brandId: string;
  readonly userId: string;
  /** A public host, as `publicHost` makes it. */
  readonly host: string;
}

/** Lets the brand's links lead to this host and its subdomains. */
export async function addDomain(
  services: Services,
  { brandId, userId, host }: DomainChange,
): Promise<Outcome<null, "already-added" | "too-many-domains">> {
  return services.db.inBrand(brandId, async (tx) => {
    const hosts = await lockDomains(tx, brandId);
    if (hosts.length >= MAX_DOMAINS) return refused("too-many-domains");
    if (!(await insertDomain(tx, brandId, host, services.clock.now()))) return refused("already-added");
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "domain.added",
      subjectId: brandId,
      detail: { host },
    });
    return done(null);
  });
}

/** Takes a host away. The last one stays: a brand without any has no link that works. */
export async function removeDomain(
  services: Services,
  { brandId, userId, host }: DomainChange,
): Promise<Outcome<null, "unknown-domain" | "last-domain" | "carries-short-domain">> {
  return services.db.inBrand(brandId, async (tx) => {
    const hosts = await lockDomains(tx, brandId);
    if (!hosts.includes(host)) return refused("unknown-domain");
    if (hosts.length === 1) return refused("last-domain");
    const domains = hosts.filter((other) => other !== host);
    const ownHost = new URL(services.origin).hostname;
    const isOrphaned = (short: ShortDomain) =>
      judgeShortHost(short.host, { domains, ownHost }) === "not-under-a-domain";
    if ((await listShortDomains(tx, brandId)).some(isOrphaned)) return refused("carries-short-domain");
    await deleteDomain(tx, brandId, host);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "domain.removed",
      subjectId: brandId,
      detail: { host },
    });
    return done(null);
  });
}
