import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { addressGroup } from "#app/access/throttle.server.ts";
import { listDomains } from "#app/brands/brand-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { checkDestination } from "#app/links/check-destination.ts";
import type { Services } from "#app/platform/services.server.ts";
import { seeVisit } from "#app/shoppers/see-visit.server.ts";
import { signsOf, visitorKeyOf } from "#app/shoppers/signs-of.server.ts";
import type { PixelVisit } from "./pixel-visit.ts";
import { findPartnershipOfClick, insertVisit } from "./visit-store.server.ts";
import { readPage, readRefererHost } from "./visit.ts";

/** The pixel knows no names. */
const nobody = { customerEmail: null, customerExternalId: null };

/** The largest beacon: an address of 2,000 characters and six short fields. */
export const MAX_PIXEL_BYTES = 8_000;

/** So many visits a minute from one address: a whole mobile carrier's street, and no flood. */
const VISITS_PER_MINUTE = 300;

/** In memory and per process: a visit that is counted too often or too seldom by this harms nobody, a query for each would. */
const limiter = new RateLimiterMemory({ keyPrefix: "pixel", points: VISITS_PER_MINUTE, duration: 60 });

export type PixelRefusal = "foreign-page" | "too-many-visits";

/**
 * Stores a visit the pixel saw. It is believed only from a page of the brand's own: the browser names the page's origin, and no page
 * can make it name another. `too-many-visits` carries the seconds to wait. The address decides on the limit and is not stored.
 */
export async function takePixelVisit(
  services: Services,
  visit: PixelVisit,
  from: { readonly origin: string | null; readonly clientAddress: string },
): Promise<Outcome<"stored" | "known", PixelRefusal>> {
  const waitSeconds = await spendVisit(from.clientAddress);
  if (waitSeconds > 0) return refused("too-many-visits", String(waitSeconds));
  const page = readPage(visit.page);
  if (!page || URL.parse(visit.page)?.origin !== from.origin) return refused("foreign-page");
  return services.db.inBrand(visit.brand, async (tx) => {
    const hosts = (await listDomains(tx, visit.brand)).map(({ host }) => host);
    if (!checkDestination(from.origin ?? "", { hosts, allowsLoopback: services.isDemo }).ok)
      return refused("foreign-page");
    const clickId = visit.click ?? null;
    const occurredAt = services.clock.now();
    const isNew = await insertVisit(tx, visit.brand, {
      id: visit.id,
      clickId,
      partnershipId: clickId && (await findPartnershipOfClick(tx, visit.brand, clickId)),
      occurredAt,
      visitorKey: visit.visitor ? visitorKeyOf(services.keys, visit.visitor) : "",
      customerKey: null,
      codeKey: null,
      pageHost: page.host,
      pagePath: page.path,
      refererHost: readRefererHost(visit.referer ?? ""),
      source: "pixel",
    });
    if (!isNew) return done("known");
    const seen = { ...nobody, visitorId: visit.visitor, clickIds: clickId ? [clickId] : [] };
    await seeVisit(services, tx, visit.brand, occurredAt, signsOf(services.keys, "", seen));
    return done("stored");
  });
}

async function spendVisit(clientAddress: string): Promise<number> {
  try {
    await limiter.consume(addressGroup(clientAddress));
    return 0;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  }
}
