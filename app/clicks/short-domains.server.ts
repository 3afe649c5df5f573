import { checkDestination } from "#app/links/check-destination.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { LinkListener } from "./link-feed.server.ts";
import { findShortDomains, markShortDomainSeen, type ShortDomainFacts } from "./short-domain-store.server.ts";

/** A brand's own host that leads to us. */
export interface ShortDomain {
  readonly host: string;
  readonly brandId: string;
  /** Where everything leads that is none of the brand's links; null when the brand has no registered website. */
  readonly website: string | null;
}

export interface ShortDomains extends Pick<LinkListener, "outdateBrand" | "outdateAll"> {
  /** All of them are in memory, so that pages and links of our own host never wait: undefined for any other host. */
  find(hostHeader: string | undefined): ShortDomain | undefined;
  /** Notes, the first time, that requests for this host reach us. */
  see(domain: ShortDomain): void;
  /** Resolves when everything that was asked for is read. */
  settled(): Promise<void>;
}

/** Keeps the short domains of all brands in memory: read once, and a brand's again when it changes. */
export function createShortDomains(services: Services): ShortDomains {
  const { db, log, clock, isDemo } = services;
  const domains = new Map<string, ShortDomain>();
  const unseen = new Set<string>();
  const outdated = new Set<string | null>();
  let reading: Promise<void> | null = null;

  function keep({ host, brandId, website, hosts, isSeen }: ShortDomainFacts): void {
    const checked = checkDestination(website, { hosts, allowsLoopback: isDemo });
    domains.set(host, { host, brandId, website: checked.ok ? checked.url : null });
    if (!isSeen) unseen.add(host);
  }

  async function read(brandId: string | null): Promise<void> {
    const found = await findShortDomains(db.sql, brandId);
    for (const [host, domain] of domains) {
      if (brandId !== null && domain.brandId !== brandId) continue;
      domains.delete(host);
      unseen.delete(host);
    }
    found.forEach(keep);
  }

  /** One reading at a time, so that the later answer stands; what is outdated meanwhile is read once more, however often it was. */
  function outdate(brandId: string | null): void {
    outdated.add(brandId);
    reading ??= readOutdated().finally(() => (reading = null));
  }

  async function readOutdated(): Promise<void> {
    for (const brandId of outdated) {
      outdated.delete(brandId);
      await read(brandId).catch((error: unknown) => log.warn({ err: error }, "short domains could not be read"));
    }
  }

  outdate(null);
  return {
    find(hostHeader) {
      return domains.size === 0 || hostHeader === undefined ? undefined : domains.get(hostOf(hostHeader));
    },
    see(domain) {
      if (!unseen.delete(domain.host)) return;
      void markShortDomainSeen(db.sql, domain.brandId, domain.host, clock.now()).catch(() => unseen.add(domain.host));
    },
    outdateBrand: outdate,
    outdateAll: () => outdate(null),
    settled: async () => (await reading) ?? undefined,
  };
}

/** The name in a Host header: without the port and without the dot that may end it, in lower case. */
function hostOf(header: string): string {
  const portAt = header.indexOf(":");
  const name = (portAt === -1 ? header : header.slice(0, portAt)).toLowerCase();
  return name.endsWith(".") ? name.slice(0, -1) : name;
}
