import { addDays, addMinutes } from "#app/kit/clock.ts";
import { mintLinkAndCode, type Minted } from "#app/links/mint-link-and-code.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { GroundTruth } from "./plant-truth.ts";
import type { RetailBook } from "./retail-book.ts";
import { RETAIL_CURRENCY, type OrderTrace } from "./retail-facts.ts";
import {
  insertBrand,
  insertCampaign,
  insertCreator,
  insertOwner,
  insertPastClicks,
  insertStore,
  type NewClick,
} from "./simulated-brand-store.server.ts";

/** What the simulated campaign pays and how long a click earns. */
export const simulatedTerms = {
  newCustomerRateBps: 1_250,
  returningCustomerRateBps: 800,
  clickWindowDays: 30,
} as const;

const creatorNames = [
  "Mara Bakes", "Tom Trails", "Ines Knits", "Yusuf Pours", "Greta Grows", "Paul Paints", "Noor Reads", "Leo Cycles",
  "Anna Home", "Kofi Cooks", "Vera Vintage", "Ben Builds",
] as const; // prettier-ignore
export const CREATOR_COUNT = creatorNames.length;

export interface SimulatedCreator extends Minted {
  readonly name: string;
  readonly creatorId: string;
  readonly partnershipId: string;
}

export interface SimulatedBrand {
  readonly brandId: string;
  readonly slug: string;
  readonly storeId: string;
  readonly ownerUserId: string;
  readonly creators: readonly SimulatedCreator[];
}

const DAYS_BEFORE_FIRST_ORDER = 60;

/** A fresh brand with a store, a campaign that ran before the first order, and its creators with links and codes. */
export async function prepareBrand(services: Services, name: string, book: RetailBook): Promise<SimulatedBrand> {
  const brandId = services.newId();
  const storeId = services.newId();
  const campaignId = services.newId();
  const ownerUserId = services.newId();
  // The last digits of a UUIDv7 are random: any number of simulations share one database.
  const mark = brandId.slice(-6);
  const slug = `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "simulated"
  }-${mark}`;
  const host = `${slug}.example`;
  const firstOrder = book.events[0];
  const firstAt = firstOrder?.kind === "order" ? firstOrder.placedAt : services.clock.now();
  const at = addDays(firstAt, -DAYS_BEFORE_FIRST_ORDER);
  const destinationUrl = `https://${host}/`;
  return services.db.inBrand(brandId, async (tx) => {
    await insertBrand(tx, { id: brandId, name, slug, host, at });
    await insertOwner(tx, brandId, { userId: ownerUserId, email: `owner@${host}`, at });
    await insertStore(tx, brandId, { id: storeId, at });
    await insertCampaign(tx, brandId, {
      ...{ id: campaignId, termsId: services.newId(), policyId: services.newId(), destinationUrl, startsAt: at },
      ...{ currency: RETAIL_CURRENCY, discountBps: 1_000, ...simulatedTerms },
    });
    const creators: SimulatedCreator[] = [];
    for (const creatorName of creatorNames) {
      const handle = `${creatorName.toLowerCase().replace(" ", "-")}-${mark}`;
      const ids = {
        creatorId: services.newId(),
        userId: services.newId(),
        partnershipId: services.newId(),
        campaignId,
      };
      await insertCreator(tx, brandId, { ...ids, name: creatorName, handle, at });
      const { partnershipId, creatorId } = ids;
      const request = { partnershipId, creatorHandle: handle, brandSlug: slug, discountBps: 1_000, destinationUrl };
      const minted = await mintLinkAndCode(services, tx, brandId, request);
      creators.push({ ...minted, name: creatorName, creatorId, partnershipId });
    }
    return { brandId, slug, storeId, ownerUserId, creators };
  });
}

/** One planted customer of so many was touched by another creator as well, before everybody else and in vain: what other policies would weigh. */
const RIVAL_ONE_IN = 3;
const RIVAL_MINUTES_EARLIER = 360;

/**
 * Stores the clicks of the planted customers, one before each order, and an earlier one of a rival before the first order of every third:
 * under the policy in force the code or the later click wins, so who is credited does not change by it. Returns what each planted order carries, by invoice.
 */
export async function plantTraces(
  services: Services,
  brand: SimulatedBrand,
  book: RetailBook,
  truth: GroundTruth,
): Promise<Map<string, OrderTrace>> {
  const traces = new Map<string, OrderTrace>();
  const newClicks: NewClick[] = [];
  const met = new Set<string>();
  for (const event of book.events) {
    if (event.kind !== "order" || event.customerId === null) continue;
    const planted = truth.get(event.customerId);
    const creator = planted && brand.creators[planted.creator];
    if (!creator) continue;
    const visitorKey = services.keys.shortKeyedHash("click-visitor", `simulated:${brand.brandId}:${event.customerId}`);
    const plantClick = (owner: SimulatedCreator, minutesBefore: number): string => {
      const { linkId, partnershipId } = owner;
      const id = services.newId();
      newClicks.push({ id, linkId, partnershipId, visitorKey, occurredAt: addMinutes(event.placedAt, -minutesBefore) });
      return id;
    };
    const hasRival = !met.has(event.customerId) && met.size % RIVAL_ONE_IN === 0;
    met.add(event.customerId);
    const rival = hasRival ? brand.creators[(planted.creator + 1) % brand.creators.length] : undefined;
    const rivalClickId = rival && plantClick(rival, planted.minutesBefore + RIVAL_MINUTES_EARLIER);
    traces.set(
      event.invoice,
      planted.by === "code"
        ? { codes: [creator.code], clickIds: rivalClickId ? [rivalClickId] : [] }
        : { codes: [], clickIds: [plantClick(creator, planted.minutesBefore)] },
    );
  }
  await services.db.inBrand(brand.brandId, (tx) => insertPastClicks(tx, brand.brandId, newClicks));
  return traces;
}
