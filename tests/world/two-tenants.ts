import { createAccount, prepareAccount } from "#app/access/create-account.server.ts";
import { inviteMember } from "#app/access/invite.server.ts";
import { insertMember, insertStaffRole } from "#app/access/member-store.server.ts";
import type { Person } from "#app/access/person.ts";
import type { BrandRole, StaffRole } from "#app/access/roles.ts";
import { signUpBrand, signUpCreator } from "#app/access/sign-up.server.ts";
import { findUserByEmail } from "#app/access/user-store.server.ts";
import { createApiKey } from "#app/brands/change-api-keys.server.ts";
import type { CampaignDraft } from "#app/campaigns/campaign-draft.ts";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import { insertClicks } from "#app/clicks/click-store.server.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { addChannel, saveCreatorProfile } from "#app/creators/save-profile.server.ts";
import { addDays, MS_PER_HOUR, type SettableClock } from "#app/kit/clock.ts";
import type { Outcome } from "#app/kit/outcome.ts";
import { claimOffer } from "#app/partnerships/claim-offer.server.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { changePayeeDetails } from "#app/payouts/payee-change.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import type { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { connectStore } from "#app/stores/connect-store.server.ts";
import { receiveEvent } from "#app/stores/receive-event.server.ts";
import { receiveSale } from "#app/stores/receive-sale.server.ts";
import { API_SALE_TOPIC } from "#app/stores/read-store-events.ts";
import { findStore } from "#app/stores/store-records-store.server.ts";

/** The password of everybody here. */
export const TENANTS_PASSWORD = "fourteen slow otters";

/** Words planted in every text of a tenant, so that a row which reaches the wrong eyes gives itself away. */
export interface TenantWords {
  /** In what every creator may read: the name of the brand, a published campaign. */
  readonly open: string;
  /** In what stays in the brand: drafts, stores, members, keys, sales nobody is credited with. */
  readonly house: string;
  /** In what the brand and its creator share: credited sales, applications, codes, clicks. */
  readonly pair: string;
  /** In what the creator shows to the platform alone. */
  readonly payee: string;
  /** In what nobody reads on any screen: secrets, the buyer's address. */
  readonly secret: string;
}

export interface TenantCast {
  readonly host: string;
  readonly handle: string;
  readonly iban: string;
  readonly words: TenantWords;
}

/** A brand with its people and shop, and the creator who works with it. */
export interface Tenant {
  readonly cast: TenantCast;
  readonly brandId: string;
  readonly slug: string;
  readonly members: Readonly<Record<BrandRole, Person>>;
  readonly creator: Person;
  readonly creatorId: string;
  readonly channelId: string;
  readonly storeId: string;
  readonly eventId: string;
  readonly apiKey: string;
  readonly apiKeyId: string;
  /** What an application programme calls its own sale. */
  readonly apiSaleId: string;
  readonly invitationId: string;
  /** Published and claimed; published and applied to; published and free; a draft. */
  readonly campaigns: Readonly<Record<"claimed" | "applied" | "free" | "draft", string>>;
  readonly partnershipId: string;
  readonly applicationId: string;
  readonly creditedSaleId: string;
  readonly uncreditedSaleId: string;
  readonly commissionId: string;
}

export interface TwoTenants {
  readonly lumen: Tenant;
  readonly fell: Tenant;
  readonly staff: Readonly<Record<StaffRole, Person>>;
  /** Sent, with a payout to each creator. */
  readonly batchId: string;
  readonly payoutIds: readonly string[];
  /** The month of the credited sales, as in the address of a statement. */
  readonly month: string;
}

export const lumenCast: TenantCast = {
  host: "lumentea.example",
  handle: "mara-bakes",
  iban: "DE89370400440532013000",
  words: { open: "Lumenopen", house: "Lumenhouse", pair: "Lumenpair", payee: "Lumenpayee", secret: "lumensecret" },
};

export const fellCast: TenantCast = {
  host: "fellboots.example",
  handle: "jonas-runs",
  iban: "SE4550000000058398257466",
  words: { open: "Fellopen", house: "Fellhouse", pair: "Fellpair", payee: "Fellpayee", secret: "fellsecret" },
};

interface Stage {
  readonly services: Services;
  readonly clock: SettableClock;
  readonly queue: DrainedQueue;
}

const DAYS_TO_PAYOUT = 20;

/** Two brands that know nothing of each other, each with a creator, sales and money that was paid; and the people of the platform. */
export async function openTwoTenants(stage: Stage, casts: readonly [TenantCast, TenantCast] = [lumenCast, fellCast]): Promise<TwoTenants> {
  const { services, clock, queue } = stage;
  const staff = {
    preparer: await addStaff(services, "Priya Nair", "preparer"),
    approver: await addStaff(services, "Arthur Bell", "approver"),
    admin: await addStaff(services, "Ada Novak", "admin"),
  };
  const month = clock.now().toISOString().slice(0, 7);
  const lumen = await openTenant(stage, casts[0]);
  const fell = await openTenant(stage, casts[1]);
  clock.advanceMs(addDays(clock.now(), DAYS_TO_PAYOUT).getTime() - clock.now().getTime());
  for (const { brandId, commissionId } of [lumen, fell]) {
    must("approve", await approveCommission(services, { brandId, commissionId, userId: staff.preparer.userId }));
  }
  const batch = must("prepare", await prepareBatch(services, { rail: "sepa", currency: "EUR", userId: staff.preparer.userId }));
  const { batchId } = batch;
  must("approve the batch", await approveBatch(services, { batchId, userId: staff.approver.userId, roles: ["approver"] }));
  must("send", await sendBatch(services, { batchId, userId: staff.approver.userId }));
  await queue.drain(services);
  const payouts = await services.db.sql<{ id: string }[]>`select id from payouts where batch_id = ${batchId} order by id`;
  return { lumen, fell, staff, batchId, payoutIds: payouts.map(({ id }) => id), month };
}

async function openTenant({ services, clock, queue }: Stage, cast: TenantCast): Promise<Tenant> {
  const brand = await foundBrand(services, cast);
  const creator = await foundCreator(services, cast);
  const shop = await foundShop(services, cast, brand);
  const campaigns = await foundCampaigns(services, cast, brand);
  const claim = { creatorId: creator.creatorId, userId: creator.person.userId, termsVersion: 1, message: `I would love to. ${cast.words.pair}` };
  const { partnershipId } = must("claim", await claimOffer(services, { ...claim, campaignId: campaigns.claimed }));
  const application = must("apply", await claimOffer(services, { ...claim, campaignId: campaigns.applied }));
  const { code, clickId } = await click({ services, clock }, cast, brand.brandId, partnershipId);
  clock.advanceMs(MS_PER_HOUR);
  const eventId = await sell(services, cast, brand.brandId, shop.storeId, [
    { id: 1, name: `#1001 ${cast.words.pair}`, title: `Sampler ${cast.words.pair}`, code, clickId },
    { id: 2, name: `#1002 ${cast.words.house}`, title: `Large box ${cast.words.house}`, code: null, clickId: null },
  ]);
  await queue.drain(services);
  const saleOf = (externalId: string) => findSale(services, brand.brandId, externalId);
  const credited = await saleOf("1");
  const [commission] = await services.db.sql<{ id: string }[]>`select id from commissions where sale_id = ${credited}`;
  return {
    ...{ cast, ...brand, ...shop, campaigns, partnershipId, eventId },
    ...{ creator: creator.person, creatorId: creator.creatorId, channelId: creator.channelId },
    applicationId: application.partnershipId,
    creditedSaleId: credited,
    uncreditedSaleId: await saleOf("2"),
    commissionId: commission?.id ?? "",
  };
}

async function foundBrand(services: Services, { host, words }: TenantCast) {
  const account = { personName: `Olive ${words.house}`, email: `olive@${host}`, password: TENANTS_PASSWORD };
  const company = { companyName: `${words.open} goods`, website: host };
  const { brandId } = must("sign up", await signUpBrand(services, { account, company, clientAddress: "198.51.100.1" }));
  const [row] = await services.db.sql<{ slug: string }[]>`select slug from brands where id = ${brandId}`;
  const owner = await services.db.inPlatform((tx) => findUserByEmail(tx, account.email));
  if (!owner) throw new Error("The owner did not sign up.");
  const members = { owner, manager: await addMember("manager"), analyst: await addMember("analyst") };
  const by = { brandId, userId: owner.userId };
  const { key, apiKeyId } = must("make a key", await createApiKey(services, { ...by, name: `Warehouse ${words.house}` }));
  const invited = { brand: { id: brandId, name: company.companyName }, inviter: owner, email: `${words.house.toLowerCase()}@${host}`, role: "analyst" as const };
  const { invitationId } = must("invite", await inviteMember(services, invited));
  return { brandId, slug: row?.slug ?? "", members, apiKey: key, apiKeyId, invitationId };

  async function addMember(role: BrandRole): Promise<Person> {
    const person = await addPerson(services, `${role} ${words.house}`, `${role}@${host}`);
    await services.db.inBrand(brandId, (tx) => insertMember(tx, { brandId, userId: person.userId, role, createdAt: services.clock.now() }));
    return person;
  }
}

type FoundBrand = Awaited<ReturnType<typeof foundBrand>>;

async function foundCreator(services: Services, { handle, iban, host, words }: TenantCast) {
  const account = { personName: `${words.pair} Lind`, email: `${handle}@${host}`, password: TENANTS_PASSWORD };
  const creator = { creatorName: `${words.pair} creator`, handle, country: "DE", niches: ["baking" as const] };
  const signedUp = must("sign up a creator", await signUpCreator(services, { account, creator, clientAddress: "198.51.100.2" }));
  const person = await services.db.inPlatform((tx) => findUserByEmail(tx, account.email));
  if (!person) throw new Error("The creator did not sign up.");
  const actor = { creatorId: signedUp.creatorId, userId: person.userId };
  await saveCreatorProfile(services, actor, {
    ...{ name: creator.creatorName, bio: `Bakes on Sundays. ${words.pair}`, niches: ["baking"], country: "DE", audienceCountries: ["DE"] },
  });
  const channel = { network: "instagram" as const, url: `https://instagram.com/${words.pair.toLowerCase()}`, followers: 12_000 };
  const { channelId } = must("add a channel", await addChannel(services, actor, channel));
  const details = { holderName: `Holder ${words.payee}`, iban, password: TENANTS_PASSWORD };
  must("keep payee details", await changePayeeDetails(services, { ...details, ...actor }));
  return { person, channelId, creatorId: signedUp.creatorId };
}

async function foundShop(services: Services, { words }: TenantCast, { brandId, members, apiKey }: FoundBrand) {
  const userId = members.owner.userId;
  const storeId = services.newId();
  const shop = { storeId, kind: "shopify" as const, name: `Shop ${words.pair}`, address: `${words.house.toLowerCase()}.myshopify.com` };
  must("connect", await connectStore(services, { ...shop, secret: `shpss_${words.secret}`, brandId, userId }));
  const api = { storeId: services.newId(), kind: "api" as const, name: `API ${words.house}`, address: "", secret: "" };
  must("connect the API", await connectStore(services, { ...api, brandId, userId }));
  const apiSaleId = `api-${words.house}`;
  const placedAt = services.clock.now().toISOString();
  const lines = [{ id: "1", sku: "TIN", title: `Tin ${words.house}`, quantity: 1, price: "20.00" }];
  const body = JSON.stringify({ id: apiSaleId, name: `A-1 ${words.house}`, currency: "EUR", placed_at: placedAt, lines });
  must("sell by API", await receiveSale(services, { brandId, topic: API_SALE_TOPIC, idempotencyKey: apiKey.slice(-8), body }));
  return { storeId, apiSaleId };
}

async function foundCampaigns(services: Services, cast: TenantCast, { brandId, members }: FoundBrand): Promise<Tenant["campaigns"]> {
  const actor = { brandId, userId: members.owner.userId };
  const { open, house } = cast.words;
  const create = async (name: string, word: string, claimMode: "at-once" | "by-approval", isPublished: boolean) => {
    const { campaignId } = await createCampaign(services, actor, campaignOf(services, cast, { name, word, claimMode }));
    if (!isPublished) return campaignId;
    const outcome = await publishCampaign(services, actor, campaignId);
    if (!outcome.ok) throw new Error(`The campaign was not published: ${outcome.refusal}.`);
    return campaignId;
  };
  return {
    claimed: await create("Harvest week", open, "at-once", true),
    applied: await create("Chosen few", open, "by-approval", true),
    free: await create("Open door", open, "at-once", true),
    draft: await create("Next spring", house, "at-once", false),
  };
}

function campaignOf(
  services: Services,
  { host }: TenantCast,
  { name, word, claimMode }: { name: string; word: string; claimMode: "at-once" | "by-approval" },
): CampaignDraft {
  const url = `https://${host}/${word.toLowerCase()}`;
  return {
    facts: {
      ...{ name: `${name} ${word}`, brief: `Show what you do on a slow morning. ${word}`, disclosure: `#ad ${word}`, niches: ["baking"] },
      ...{ destinationUrl: url, claimMode, discountBps: 1_000, currency: "EUR", budgetMinor: 90_000n },
      ...{ startsAt: services.clock.now(), endsAt: null },
    },
    products: [{ title: `Sampler ${word}`, url, imageUrl: null, priceMinor: 12_500n }],
    terms: {
      ...{ kind: "percent", newCustomerRateBps: 2_000, returningCustomerRateBps: 1_000, newCustomerAmountMinor: 0n },
      ...{ returningCustomerAmountMinor: 0n, currency: "EUR", holdDays: 14 },
    },
    policy: { preset: "code-wins", clickWindowDays: 30, bindingWindowDays: 0, tailDays: 30 },
  };
}

async function click({ services, clock }: Pick<Stage, "services" | "clock">, { words }: TenantCast, brandId: string, partnershipId: string) {
  const [row] = await services.db.sql<{ link_id: string; code: string }[]>`
    select links.id as link_id, codes.code from links join codes on codes.partnership_id = links.partnership_id
    where links.partnership_id = ${partnershipId}`;
  if (!row) throw new Error("The partnership has no link.");
  const clickId = services.newId();
  const facts = { brandId, id: clickId, linkId: row.link_id, partnershipId, occurredAt: clock.now(), placement: `story-${words.pair}` };
  const shopper = { visitorKey: clickId, hourKey: clickId, addressPrefix: "192.0.2.0", userAgent: `Mozilla/5.0 ${words.secret}`, refererHost: `${words.pair.toLowerCase()}.example` };
  await insertClicks(services.db.sql, [{ click: { ...facts, ...shopper, class: "counted", reason: "" }, claims: true }]);
  return { code: row.code, clickId };
}

interface ShopOrder {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly code: string | null;
  readonly clickId: string | null;
}

/** Orders of 125.00 each arrive from the shop. Returns the last event's id. */
async function sell(services: Services, { words }: TenantCast, brandId: string, storeId: string, orders: readonly ShopOrder[]): Promise<string> {
  const store = await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId));
  if (!store) throw new Error("The shop is not connected.");
  const at = services.clock.now().toISOString();
  let eventId = "";
  for (const { id, name, title, code, clickId } of orders) {
    const body = JSON.stringify({
      ...{ id, name, currency: "EUR", created_at: at, updated_at: at, financial_status: "paid", subtotal_price: "125.00", total_price: "125.00" },
      ...{ total_tax: "0.00", taxes_included: false, email: `${words.secret}-${id}@buyers.example`, note: words.secret },
      ...{ landing_site: clickId ? `/?fs_click=${clickId}` : "/", shipping_address: { address1: `${words.secret} street` } },
      discount_codes: code ? [{ code, amount: "0.00", type: "percentage" }] : [],
      line_items: [{ id: id * 10, title, sku: title, quantity: 1, price: "125.00" }],
    });
    const headers = { "x-shopify-topic": "orders/paid" };
    ({ eventId } = await receiveEvent(services, store, { topic: "orders/paid", deliveryKey: `delivery-${id}`, body, headers }));
  }
  return eventId;
}

async function findSale(services: Services, brandId: string, externalId: string): Promise<string> {
  const [row] = await services.db.sql<{ id: string }[]>`select id from sales where brand_id = ${brandId} and external_id = ${externalId}`;
  if (!row) throw new Error(`The order ${externalId} became no sale.`);
  return row.id;
}

async function addPerson(services: Services, personName: string, email: string): Promise<Person> {
  const prepared = must("make an account", await prepareAccount(services, { personName, email, password: TENANTS_PASSWORD }));
  await services.db.inPlatform((tx) => createAccount(services, tx, prepared));
  return prepared.person;
}

async function addStaff(services: Services, personName: string, role: StaffRole): Promise<Person> {
  const person = await addPerson(services, personName, `${role}@fairshare.example`);
  await services.db.inPlatform((tx) => insertStaffRole(tx, { userId: person.userId, role, createdAt: services.clock.now() }));
  return person;
}

function must<Value>(what: string, outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`The two tenants could not ${what}: ${outcome.refusal} ${outcome.detail ?? ""}`);
  return outcome.value;
}
