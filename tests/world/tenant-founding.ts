import { inviteMember } from "#app/access/invite.server.ts";
import { insertMember } from "#app/access/member-store.server.ts";
import type { Person } from "#app/access/person.ts";
import type { BrandRole } from "#app/access/roles.ts";
import { signUpBrand, signUpCreator } from "#app/access/sign-up.server.ts";
import { findUserByEmail } from "#app/access/user-store.server.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { openAppeal } from "#app/appeals/open-appeal.server.ts";
import { createApiKey } from "#app/brands/change-api-keys.server.ts";
import { defaultCodeRules } from "#app/campaigns/code-rules-form-texts.ts";
import { declineCommission } from "#app/commissions/decide-commission.server.ts";
import type { CampaignDraft } from "#app/campaigns/campaign-draft.ts";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import { addChannel, saveCreatorProfile } from "#app/creators/save-profile.server.ts";
import { changePayeeDetails } from "#app/payees/payee-change.server.ts";
import { createLink, type LinkOwner } from "#app/links/save-link.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { startReplay } from "#app/replays/start-replay.server.ts";
import { connectStore } from "#app/stores/connect-store.server.ts";
import { importFile } from "#app/stores/import-file.server.ts";
import { keepFile, showFile } from "#app/stores/keep-file.server.ts";
import { receiveSale } from "#app/stores/receive-sale.server.ts";
import { API_SALE_TOPIC } from "#app/stores/read-store-events.ts";
import { addPerson, must, TENANTS_PASSWORD, type TenantCast } from "./tenant-cast.ts";
import type { Tenant } from "./two-tenants.ts";

export async function foundBrand(services: Services, { host, words }: TenantCast) {
  const account = { personName: `Olive ${words.house}`, email: `olive@${host}`, password: TENANTS_PASSWORD } as const;
  const company = { companyName: `${words.open} goods`, website: host };
  const { brandId } = must("sign up", await signUpBrand(services, { account, company, clientAddress: "198.51.100.1" }));
  const [row] = await services.db.sql<{ slug: string }[]>`select slug from brands where id = ${brandId}`;
  const owner = await services.db.inPlatform((tx) => findUserByEmail(tx, account.email));
  if (!owner) throw new Error("The owner did not sign up.");
  const members = { owner, manager: await addMember("manager"), analyst: await addMember("analyst") };
  const by = { brandId, userId: owner.userId };
  const { key, apiKeyId } = must(
    "make a key",
    await createApiKey(services, { ...by, name: `Warehouse ${words.house}` }),
  );
  const invited = {
    brand: { id: brandId, name: company.companyName },
    inviter: owner,
    email: `${words.house.toLowerCase()}@${host}`,
    role: "analyst" as const,
  };
  const { invitationId } = must("invite", await inviteMember(services, invited));
  return { brandId, slug: row?.slug ?? "", members, apiKey: key, apiKeyId, invitationId };

  async function addMember(role: BrandRole): Promise<Person> {
    const person = await addPerson(services, `${role} ${words.house}`, `${role}@${host}`);
    await services.db.inBrand(brandId, (tx) =>
      insertMember(tx, { brandId, userId: person.userId, role, createdAt: services.clock.now() }),
    );
    return person;
  }
}

type FoundBrand = Awaited<ReturnType<typeof foundBrand>>;

export async function foundCreator(services: Services, { handle, iban, host, words }: TenantCast) {
  const account = { personName: `${words.pair} Lind`, email: `${handle}@${host}`, password: TENANTS_PASSWORD };
  const creator = { creatorName: `${words.pair} creator`, handle, country: "DE", niches: ["baking" as const] };
  const signedUp = must(
    "sign up a creator",
    await signUpCreator(services, { account, creator, clientAddress: "198.51.100.2" }),
  );
  const person = await services.db.inPlatform((tx) => findUserByEmail(tx, account.email));
  if (!person) throw new Error("The creator did not sign up.");
  const actor = { creatorId: signedUp.creatorId, userId: person.userId };
  await saveCreatorProfile(services, actor, {
    ...{
      name: creator.creatorName,
      bio: `Bakes on Sundays. ${words.pair}`,
      niches: ["baking"],
      country: "DE",
      audienceCountries: ["DE"],
    },
  });
  const channel = {
    network: "instagram" as const,
    url: `https://instagram.com/${words.pair.toLowerCase()}`,
    followers: 12_000,
  };
  const { channelId } = must("add a channel", await addChannel(services, actor, channel));
  const details = { kind: "iban", holderName: `Holder ${words.payee}`, iban, password: TENANTS_PASSWORD } as const;
  must("keep payee details", await changePayeeDetails(services, { ...details, ...actor }));
  return { person, channelId, creatorId: signedUp.creatorId };
}

/** A link of the creator's own beside the general one, with the campaign's first product when there is one. */
export async function foundLink(services: Services, { words }: TenantCast, owner: LinkOwner): Promise<string> {
  const wish = {
    ...{
      title: `Story ${words.pair}`,
      network: "instagram" as const,
      spot: "story" as const,
      productUrl: null,
      page: "",
    },
    ...{ startsAt: null, expiresAt: null, handsOutCodes: false, slug: "" },
  };
  return must("make a link", await createLink(services, owner, wish)).linkId;
}

/** A link whose page hands out single-use codes. Returns its slug. */
export async function foundCodePage(services: Services, { words }: TenantCast, owner: LinkOwner): Promise<string> {
  const slug = `club-${words.pair.toLowerCase()}`;
  const wish = {
    ...{ title: `Club ${words.pair}`, network: null, spot: "post" as const, productUrl: null, page: "" },
    ...{ startsAt: null, expiresAt: null, handsOutCodes: true, slug },
  };
  must("make a link that hands out codes", await createLink(services, owner, wish));
  return slug;
}

export async function foundShop(services: Services, { words }: TenantCast, { brandId, members, apiKey }: FoundBrand) {
  const userId = members.owner.userId;
  const storeId = services.newId();
  const shop = {
    storeId,
    kind: "shopify" as const,
    name: `Shop ${words.pair}`,
    address: `${words.house.toLowerCase()}.myshopify.com`,
  };
  must("connect", await connectStore(services, { ...shop, secret: `shpss_${words.secret}`, brandId, userId }));
  const api = { storeId: services.newId(), kind: "api" as const, name: `API ${words.house}`, address: "", secret: "" };
  must("connect the API", await connectStore(services, { ...api, brandId, userId }));
  const apiSaleId = `api-${words.house}`;
  const placedAt = services.clock.now().toISOString();
  const lines = [{ id: "1", sku: "TIN", title: `Tin ${words.house}`, quantity: 1, price: "20.00" }];
  const body = JSON.stringify({
    id: apiSaleId,
    name: `A-1 ${words.house}`,
    currency: "EUR",
    placed_at: placedAt,
    lines,
  });
  must(
    "sell by API",
    await receiveSale(services, { brandId, topic: API_SALE_TOPIC, idempotencyKey: apiKey.slice(-8), body }),
  );
  const fileId = await foundFile(services, words, { brandId, userId });
  return { storeId, apiSaleId, fileId };
}

export async function foundCampaigns(
  services: Services,
  cast: TenantCast,
  { brandId, members }: FoundBrand,
): Promise<Tenant["campaigns"]> {
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
      ...{
        name: `${name} ${word}`,
        brief: `Show what you do on a slow morning. ${word}`,
        disclosure: `#ad ${word}`,
        niches: ["baking"],
      },
      ...{ destinationUrl: url, claimMode, discountBps: 1_000, currency: "EUR", budgetMinor: 90_000n },
      ...defaultCodeRules,
      ...{ startsAt: services.clock.now(), endsAt: null, utmTemplate: "", fallbackUrl: null },
    },
    products: [{ title: `Sampler ${word}`, url, imageUrl: null, priceMinor: 12_500n }],
    terms: {
      ...{ kind: "percent", newCustomerRateBps: 2_000, returningCustomerRateBps: 1_000, newCustomerAmountMinor: 0n },
      ...{ returningCustomerAmountMinor: 0n, currency: "EUR", rulebook: null, holdDays: 14 },
    },
    policy: rulesOf("code-wins"),
  };
}

/** A file of two orders, one of which cannot be read, so that its report says something. */
async function foundFile(
  services: Services,
  words: TenantCast["words"],
  by: { brandId: string; userId: string },
): Promise<string> {
  const storeId = services.newId();
  const store = { kind: "csv" as const, name: `Stall ${words.house}`, address: "", secret: "" };
  must("connect the stall", await connectStore(services, { ...by, ...store, storeId }));
  const text = `order_id,placed_at,currency,price,title\nstall-1,2026-01-02,EUR,10.00,Tin ${words.pair}\nstall-2,2026-01-02,EUR,ten,Tin\n`;
  const { fileId } = must(
    "upload",
    await keepFile(services, { ...by, storeId, name: `orders ${words.pair}.csv`, text }),
  );
  const { choices } = must("read", await showFile(services, { brandId: by.brandId, fileId }));
  must("import", await importFile(services, { ...by, fileId, choices }));
  return fileId;
}

/** The owner asks what the last click would have made of the past month. */
export async function foundReplay(
  services: Services,
  { brandId, members }: { readonly brandId: string; readonly members: Readonly<Record<BrandRole, Person>> },
): Promise<string> {
  const now = services.clock.now();
  const question = {
    period: { from: addDays(now, -30), until: addDays(now, 1) },
    campaignId: null,
    rules: rulesOf("click-wins"),
  };
  const started = await startReplay(services, { brandId, userId: members.owner.userId }, question);
  return must("replay", started).replayId;
}

/** Finance declines the creator's commission on a sale, and the creator appeals. */
export async function foundAppeal(
  services: Services,
  { words }: TenantCast,
  it: {
    readonly brandId: string;
    readonly saleId: string;
    readonly preparerId: string;
    readonly creatorId: string;
    readonly userId: string;
  },
): Promise<string> {
  const [row] = await services.db.sql<{ id: string }[]>`select id from commissions where sale_id = ${it.saleId}`;
  const commissionId = row?.id ?? "";
  const decision = { brandId: it.brandId, commissionId, userId: it.preparerId, reason: "leaked-code" as const };
  must("decline", await declineCommission(services, decision));
  const message = `The code stands in my letter to friends. ${words.pair}`;
  const creator = { creatorId: it.creatorId, userId: it.userId };
  return must("appeal", await openAppeal(services, creator, { commissionId, message })).appealId;
}
