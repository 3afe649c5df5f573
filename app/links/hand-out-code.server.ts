import { addressGroup, spendTry, type Limit } from "#app/access/throttle.server.ts";
import { findLinkBySlug } from "#app/clicks/redirect-target-store.server.ts";
import { activeTimeOf, shopAddressesOf, writeLocation, type LinkFacts } from "#app/clicks/redirect-target.ts";
import { addDays } from "#app/kit/clock.ts";
import { isId } from "#app/kit/ids.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf, type Tx } from "#db/client.server.ts";
import { countHandedOut, findHandedOut, takeFromPool } from "./code-pool-store.server.ts";
import { fillCodePool } from "./fill-code-pool.server.ts";
import type { HandOutRefusal } from "./hand-out-code.ts";
import { normaliseSlug } from "./link-name-rules.ts";

/** New codes for one address and day: a family behind one router, not a collector. */
const perAddress: Limit = { name: "code-handed-out", tries: 20, windowSeconds: 86_400 };
/** New codes of one link and day. */
const MOST_PER_LINK_AND_DAY = 2_000;

const VISITOR_PURPOSE = "code-visitor";

/** What a shopper sees who followed a link that hands codes out. */
export interface CodePage {
  readonly brandName: string;
  readonly creatorName: string;
  readonly discountBps: number;
  readonly disclosure: string;
  /** The code this browser was given before; null for none. */
  readonly given: { readonly code: string; readonly usedAt: Date | null } | null;
  readonly isActive: boolean;
  /** Into the shop, with the click that led here. */
  readonly shopUrl: string;
}

/** The page of a link; null when there is no such link, or it hands out no codes. @param visitorId of the browser's cookie. */
export async function readCodePage(
  services: Services,
  { slug, visitorId, clickId }: { slug: string; visitorId: string | null; clickId: string | null },
): Promise<CodePage | null> {
  const link = await findCodeLink(services, slug);
  const addresses = link && shopAddressesOf(link, services.isDemo);
  if (!addresses) return null;
  const { brandId, linkId, brandName, creatorName, discountBps, disclosure } = link;
  const given =
    visitorId === null
      ? null
      : await services.db.inBrand(brandId, (tx) => findHandedOut(tx, brandId, linkId, visitorKey(services, visitorId)));
  const isActive = isActiveNow(link, services.clock.now());
  const address = isActive ? addresses.destination : addresses.fallback;
  const shopUrl = new URL(writeLocation(address, isId(clickId) ? clickId : "", link.placement));
  if (!isId(clickId)) shopUrl.searchParams.delete("fs_click");
  return { brandName, creatorName, discountBps, disclosure, given, isActive, shopUrl: shopUrl.href };
}

/** Gives a browser its code: the same one however often it asks. */
export async function handOutCode(
  services: Services,
  { slug, visitorId, clientAddress }: { slug: string; visitorId: string; clientAddress: string },
): Promise<Outcome<{ readonly code: string }, HandOutRefusal>> {
  const link = await findCodeLink(services, slug);
  if (!link) return refused("unknown-link");
  const { brandId, linkId, partnershipId } = link;
  const handedOutTo = visitorKey(services, visitorId);
  const earlier = await services.db.inBrand(brandId, (tx) => findHandedOut(tx, brandId, linkId, handedOutTo));
  if (earlier) return done({ code: earlier.code });
  const now = services.clock.now();
  if (!isActiveNow(link, now)) return refused("link-not-active");
  const spent = await spendTry(services, perAddress, addressGroup(clientAddress));
  if (!spent.ok) return refused("too-many");
  const give = async (tx: Tx): Promise<Outcome<{ code: string }, HandOutRefusal>> => {
    if ((await countHandedOut(tx, brandId, linkId, addDays(now, -1))) >= MOST_PER_LINK_AND_DAY)
      return refused("too-many");
    const code = await takeFromPool(tx, brandId, partnershipId, { linkId, handedOutTo, now });
    await fillCodePool(services, tx, brandId, partnershipId);
    return code === null ? refused("none-ready") : done({ code });
  };
  try {
    return await services.db.inBrand(brandId, give);
  } catch (error) {
    // The same browser asked twice at once: the other request has its code by now.
    if (constraintOf(error) !== "codes_handed_out_unique") throw error;
    const given = await services.db.inBrand(brandId, (tx) => findHandedOut(tx, brandId, linkId, handedOutTo));
    return given ? done({ code: given.code }) : refused("none-ready");
  }
}

async function findCodeLink(services: Services, slug: string): Promise<LinkFacts | null> {
  const link = await findLinkBySlug(services.db.sql, normaliseSlug(slug), services.clock.now());
  return link?.handsOutCodes ? link : null;
}

function isActiveNow(link: LinkFacts, now: Date): boolean {
  const { activeFromMs, activeUntilMs } = activeTimeOf(link);
  return activeFromMs <= now.getTime() && now.getTime() < activeUntilMs;
}

function visitorKey(services: Services, visitorId: string): string {
  return services.keys.keyedHash(VISITOR_PURPOSE, visitorId);
}
