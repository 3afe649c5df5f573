import { defaultCodeRules } from "#app/campaigns/code-rules-form-texts.ts";
import { signUpBrand, signUpCreator } from "#app/access/sign-up.server.ts";
import { insertMember, insertStaffRole } from "#app/access/member-store.server.ts";
import { createAccount, prepareAccount } from "#app/access/create-account.server.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { createApiKey } from "#app/brands/change-api-keys.server.ts";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import { addChannel, saveCreatorProfile } from "#app/creators/save-profile.server.ts";
import { publicHost } from "#app/brands/public-host.ts";
import { claimOffer } from "#app/partnerships/claim-offer.server.ts";
import { answerApplication } from "#app/partnerships/answer-application.server.ts";
import { changePayeeDetails } from "#app/payees/payee-change.server.ts";
import { connectStore } from "#app/stores/connect-store.server.ts";
import type { Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { castBrands, castCreators, type CastBrand, type CastCampaign, type CastCreator } from "./demo-cast.ts";
import { DEMO_PASSWORD, demoPeople } from "./demo-people.ts";

export interface FoundedBrand {
  readonly cast: CastBrand;
  readonly brandId: string;
  readonly ownerId: string;
  readonly storeId: string;
  readonly campaignIds: ReadonlyMap<string, string>;
}

export interface FoundedCreator {
  readonly cast: CastCreator;
  readonly creatorId: string;
  readonly userId: string;
}

export interface Founded {
  readonly brands: readonly FoundedBrand[];
  readonly creators: ReadonlyMap<string, FoundedCreator>;
  readonly preparerId: string;
  readonly approverId: string;
  /** The key for the API of the first brand. */
  readonly apiKey: string;
}

/** The demo world's own rule: whatever the product refuses here is a mistake in the story. */
export function mustDo<Value>(what: string, outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`The demo world could not ${what}: ${outcome.refusal} ${outcome.detail ?? ""}`);
  return outcome.value;
}

const APPLICATION_MESSAGE = "I make what your campaign is about, and my people ask me for it.";
const STORE_SECRET = "whsec_demo_secret_of_the_demo_world";

/** Everybody signs up, stores are connected, campaigns begin and creators join, each through the use case a person would use. */
export async function foundDemoWorld(services: Services): Promise<Founded> {
  const staff = await foundStaff(services);
  const creators = new Map<string, FoundedCreator>();
  for (const cast of castCreators) creators.set(cast.handle, await foundCreator(services, cast));
  const brands: FoundedBrand[] = [];
  for (const cast of castBrands) brands.push(await foundBrand(services, cast));
  const [first] = brands;
  if (!first) throw new Error("The demo world has no brand.");
  for (const person of demoPeople)
    if (person.brandRole && person.brandRole !== "owner") await foundMember(services, first.brandId, person);
  for (const brand of brands) await joinCreators(services, brand, creators);
  const { key } = mustDo(
    "make an API key",
    await createApiKey(services, { brandId: first.brandId, userId: first.ownerId, name: "Warehouse" }),
  );
  return { brands, creators, ...staff, apiKey: key };
}

/** The platform's first people: nobody is there yet who could invite them. */
async function foundStaff(services: Services): Promise<{ preparerId: string; approverId: string }> {
  const ids = new Map<string, string>();
  for (const { key, name, email, staffRole } of demoPeople) {
    if (!staffRole) continue;
    const account = mustDo(
      "hash a password",
      await prepareAccount(services, { personName: name, email, password: DEMO_PASSWORD }),
    );
    await services.db.inPlatform(async (tx) => {
      await createAccount(services, tx, account);
      await insertStaffRole(tx, { userId: account.person.userId, role: staffRole, createdAt: services.clock.now() });
    });
    ids.set(key, account.person.userId);
  }
  return { preparerId: ids.get("preparer") ?? "", approverId: ids.get("approver") ?? "" };
}

async function foundMember(services: Services, brandId: string, person: (typeof demoPeople)[number]): Promise<void> {
  const { name, email, brandRole } = person;
  const account = mustDo(
    "hash a password",
    await prepareAccount(services, { personName: name, email, password: DEMO_PASSWORD }),
  );
  await services.db.inBrand(brandId, async (tx) => {
    await createAccount(services, tx, account);
    await insertMember(tx, {
      brandId,
      userId: account.person.userId,
      role: brandRole ?? "analyst",
      createdAt: services.clock.now(),
    });
  });
}

async function foundCreator(services: Services, cast: CastCreator): Promise<FoundedCreator> {
  const isMara = cast.handle === "mara-bakes";
  const email = (isMara && demoPeople.find(({ key }) => key === "mara")?.email) || `${cast.handle}@creators.example`;
  const signedUp = mustDo(
    `sign up ${cast.name}`,
    await signUpCreator(services, {
      account: { personName: cast.name, email, password: DEMO_PASSWORD },
      creator: { creatorName: cast.name, handle: cast.handle, country: cast.country, niches: [...cast.niches] },
      clientAddress: "192.0.2.10",
    }),
  );
  const { creatorId } = signedUp;
  const [row] = await services.db.sql<{ user_id: string }[]>`select user_id from creators where id = ${creatorId}`;
  const actor = { creatorId, userId: row?.user_id ?? "" };
  const { name, bio, country, niches, audienceCountries } = cast;
  await saveCreatorProfile(services, actor, {
    ...{ name, bio, niches: [...niches] },
    country: country as never,
    audienceCountries: [...audienceCountries] as never[],
  });
  for (const channel of cast.channels) mustDo("add a channel", await addChannel(services, actor, channel));
  if (cast.payee) {
    const details = { ...cast.payee, holderName: cast.name, password: DEMO_PASSWORD };
    mustDo("keep payee details", await changePayeeDetails(services, { ...details, ...actor }));
  }
  return { cast, ...actor };
}

async function foundBrand(services: Services, cast: CastBrand): Promise<FoundedBrand> {
  const owner = cast.slug === "lumen-tea" ? demoPeople.find(({ key }) => key === "owner") : undefined;
  const host = publicHost(cast.website) ?? "";
  const account = {
    personName: owner?.name ?? `${cast.name} team`,
    email: owner?.email ?? `hello@${host}`,
    password: DEMO_PASSWORD,
  };
  const company = { companyName: cast.name, website: host };
  const { brandId } = mustDo(
    `sign up ${cast.name}`,
    await signUpBrand(services, { account, company, clientAddress: "192.0.2.20" }),
  );
  const [member] = await services.db.sql<
    { user_id: string }[]
  >`select user_id from brand_members where brand_id = ${brandId}`;
  const ownerId = member?.user_id ?? "";
  const storeId = services.newId();
  const { kind, name, address } = cast.store;
  const secret = kind === "api" ? "" : STORE_SECRET;
  mustDo(
    "connect a store",
    await connectStore(services, { storeId, kind, name, address, secret, brandId, userId: ownerId }),
  );
  const campaignIds = new Map<string, string>();
  for (const campaign of cast.campaigns)
    campaignIds.set(campaign.name, await foundCampaign(services, cast, { brandId, userId: ownerId }, campaign));
  return { cast, brandId, ownerId, storeId, campaignIds };
}

async function foundCampaign(
  services: Services,
  brand: CastBrand,
  actor: { brandId: string; userId: string },
  cast: CastCampaign,
): Promise<string> {
  const isPercent = cast.kind === "percent";
  const { campaignId } = await createCampaign(services, actor, {
    facts: {
      name: cast.name,
      brief: cast.brief,
      disclosure: "#ad",
      niches: [...cast.niches],
      destinationUrl: `${brand.website}${cast.path}`,
      claimMode: cast.claimMode,
      discountBps: cast.discountBps,
      currency: brand.currency,
      budgetMinor: cast.budgetMinor,
      startsAt: services.clock.now(),
      endsAt: null,
      ...defaultCodeRules,
      utmTemplate: "utm_source={network}&utm_medium=creator&utm_campaign={campaign}&utm_content={creator}",
      fallbackUrl: `${brand.website}/creators`,
    },
    products: brand.products.slice(0, 3).map(({ title, sku, priceMinor }) => ({
      ...{ title, priceMinor, imageUrl: null },
      url: `${brand.website}/products/${sku.toLowerCase()}`,
    })),
    terms: {
      kind: cast.kind,
      newCustomerRateBps: isPercent ? cast.newCustomer : 0,
      returningCustomerRateBps: isPercent ? cast.returningCustomer : 0,
      newCustomerAmountMinor: isPercent ? 0n : BigInt(cast.newCustomer),
      returningCustomerAmountMinor: isPercent ? 0n : BigInt(cast.returningCustomer),
      currency: brand.currency,
      rulebook: cast.rulebook ?? null,
      holdDays: cast.holdDays,
    },
    policy: {
      ...rulesOf(cast.preset),
      clickWindowDays: cast.clickWindowDays,
      bindingWindowDays: cast.bindingWindowDays,
    },
  });
  if (cast.fate !== "draft") mustDo(`publish ${cast.name}`, await publishCampaign(services, actor, campaignId));
  return campaignId;
}

async function joinCreators(
  services: Services,
  brand: FoundedBrand,
  creators: ReadonlyMap<string, FoundedCreator>,
): Promise<void> {
  for (const campaign of brand.cast.campaigns) {
    for (const handle of campaign.creators) {
      const claimed = await applyTo(services, brand, campaign, creators, handle);
      if (claimed.status === "active") continue;
      const actor = { brandId: brand.brandId, userId: brand.ownerId };
      const answer = { partnershipId: claimed.partnershipId, intent: "approve" as const, note: "" };
      mustDo("approve an application", await answerApplication(services, actor, answer));
    }
  }
}

/** A creator takes an offer, with the terms as they stand. */
export async function applyTo(
  services: Services,
  brand: FoundedBrand,
  campaign: CastCampaign,
  creators: ReadonlyMap<string, FoundedCreator>,
  handle: string,
): Promise<{ readonly partnershipId: string; readonly status: "active" | "applied" }> {
  const creator = creators.get(handle);
  const campaignId = brand.campaignIds.get(campaign.name);
  if (!creator || !campaignId) throw new Error(`The demo world knows no ${handle} or ${campaign.name}.`);
  const { creatorId, userId } = creator;
  const claim = { creatorId, userId, campaignId, termsVersion: 1, message: APPLICATION_MESSAGE };
  return mustDo(`let ${handle} claim ${campaign.name}`, await claimOffer(services, claim));
}
