import type { BrandRole } from "#app/access/roles.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { newUuid } from "#app/platform/ids.server.ts";
import { defaultCodeRules } from "#app/campaigns/code-rules-form-texts.ts";
import type { CampaignDraft } from "#app/campaigns/campaign-draft.ts";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import type { Niche } from "#app/creators/creator.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import type { TestWorld } from "./test-world.ts";

/** A brand with an owner and one registered domain. */
export interface WorldBrand {
  readonly brandId: string;
  /** The owner. */
  readonly userId: string;
  readonly slug: string;
}

export interface WorldCreator {
  readonly creatorId: string;
  readonly userId: string;
  readonly name: string;
}

async function addUser({ database, clock }: TestWorld, name: string, email: string): Promise<string> {
  const id = newUuid();
  await database.ownerSql`insert into users (id, email, name, created_at) values (${id}, ${email}, ${name}, ${clock.now()})`;
  return id;
}

async function addBrand(world: TestWorld, name: string, slug: string, host: string): Promise<WorldBrand> {
  const sql = world.database.ownerSql;
  const now = world.clock.now();
  const brandId = newUuid();
  const userId = await addUser(world, `Owner of ${name}`, `owner@${host}`);
  await sql`insert into brands (id, name, slug, website, created_at) values (${brandId}, ${name}, ${slug}, ${`https://${host}`}, ${now})`;
  await sql`insert into brand_domains (brand_id, host, created_at) values (${brandId}, ${host}, ${now})`;
  await sql`insert into brand_members (brand_id, user_id, role, created_at) values (${brandId}, ${userId}, 'owner', ${now})`;
  return { brandId, userId, slug };
}

/** Somebody else of the brand. Returns their user id. */
export async function addMember(world: TestWorld, { brandId }: WorldBrand, role: BrandRole): Promise<string> {
  const userId = await addUser(world, `The ${role}`, `${role}@members.example`);
  await world.database.ownerSql`
    insert into brand_members (brand_id, user_id, role, created_at) values (${brandId}, ${userId}, ${role}, ${world.clock.now()})`;
  return userId;
}

/** Sells tea, on lumentea.example. */
export const addLumenTea = (world: TestWorld) => addBrand(world, "Lumen Tea", "lumen-tea", "lumentea.example");

/** Sells hiking boots, on fellboots.example: the other tenant. */
export const addFellBoots = (world: TestWorld) => addBrand(world, "Fell Boots", "fell-boots", "fellboots.example");

async function addCreator(
  world: TestWorld,
  name: string,
  handle: string,
  niches: readonly Niche[],
): Promise<WorldCreator> {
  const creatorId = newUuid();
  const userId = await addUser(world, name, `${handle}@creators.example`);
  await world.database.ownerSql`
    insert into creators (id, user_id, name, handle, bio, niches, audience_countries, country, created_at)
    values (${creatorId}, ${userId}, ${name}, ${handle}, '', ${[...niches]}, ${["DE", "AT"]}, 'DE', ${world.clock.now()})`;
  return { creatorId, userId, name };
}

/** Bakes, and drinks tea with it. */
export const addMara = (world: TestWorld) =>
  addCreator(world, "Mara Lindt", "mara-bakes", ["baking", "tea-and-coffee"]);

/** Runs in the hills. */
export const addJonas = (world: TestWorld) => addCreator(world, "Jonas Berg", "jonas-runs", ["running", "outdoor"]);

/** A campaign that lacks nothing: 10 % for everybody, held for 14 days, 10 % off for shoppers, a budget of 500 euros. */
export function teaWeek(world: TestWorld): CampaignDraft {
  return {
    facts: {
      name: "Tea week",
      brief: "Show how you brew our first flush, and what you eat with it.",
      disclosure: "#ad",
      niches: ["tea-and-coffee"],
      destinationUrl: "https://lumentea.example/first-flush",
      claimMode: "at-once",
      discountBps: 1_000,
      currency: "EUR",
      ...defaultCodeRules,
      utmTemplate: "",
      fallbackUrl: null,
      budgetMinor: 50_000n,
      startsAt: world.clock.now(),
      endsAt: null,
    },
    products: [
      { title: "First flush, 100 g", url: "https://lumentea.example/first-flush", imageUrl: null, priceMinor: 1_850n },
    ],
    terms: {
      kind: "percent",
      newCustomerRateBps: 1_000,
      returningCustomerRateBps: 1_000,
      newCustomerAmountMinor: 0n,
      returningCustomerAmountMinor: 0n,
      currency: "EUR",
      rulebook: null,
      holdDays: 14,
    },
    policy: rulesOf("code-wins"),
  };
}

/** Creates and publishes a campaign. Returns its id. */
export async function publish(world: TestWorld, brand: WorldBrand, draft: CampaignDraft): Promise<string> {
  const { campaignId } = await createCampaign(world.services, brand, draft);
  const outcome = await publishCampaign(world.services, brand, campaignId);
  if (!outcome.ok) throw new Error(`The campaign was not published: ${outcome.refusal}.`);
  return campaignId;
}

/** A paid order of one line, placed now with a creator's code: the sale runs through the whole product. */
export async function sellWithCode(
  { services, database, clock }: TestWorld,
  brandId: string,
  code: string,
  netMinor: bigint,
): Promise<void> {
  const storeId = newUuid();
  const externalId = newUuid();
  const now = clock.now();
  await database.ownerSql`insert into stores (brand_id, id, kind, name, address, created_at) values (${brandId}, ${storeId}, 'api', 'Shop', '', ${now})`;
  const line = {
    externalId,
    productId: "tin",
    sku: "TIN",
    title: "Tin",
    quantity: 1,
    grossMinor: netMinor,
    discountMinor: 0n,
    netMinor,
    isCommissionable: true,
  };
  const order: OrderFacts = {
    ...{
      externalId,
      externalName: "#1001",
      currency: "EUR",
      placedAt: now,
      providerUpdatedAt: now,
      paymentStatus: "paid",
      cancelledAt: null,
    },
    ...{ lines: [line], discountMinor: 0n, taxMinor: 0n, shippingMinor: 0n, totalMinor: netMinor, discrepancy: null },
    ...{
      customerEmail: null,
      customerExternalId: null,
      isReturningCustomer: null,
      codes: [code],
      clickIds: [],
      refererHost: "",
    },
    ...{ refunds: [], areRefundsComplete: false },
  };
  await services.db.inBrand(brandId, (tx) => recordOrder(services, tx, brandId, storeId, order));
}
