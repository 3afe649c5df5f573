import { brands } from "#db/schema/brands.ts";
import { attributionPolicies, campaigns, campaignTerms } from "#db/schema/campaigns.ts";
import { clicks, clickTallies } from "#db/schema/clicks.ts";
import { creators } from "#db/schema/creators.ts";
import { codes, links, linkSlugs } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { stores } from "#db/schema/stores.ts";
import { users } from "#db/schema/access.ts";
import type { AttributionPolicy } from "#app/attribution/policy.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import type { ClickClass } from "#app/clicks/click.ts";
import { addDays, MS_PER_HOUR } from "#app/kit/clock.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import type { PartnershipStatus } from "#app/partnerships/partnership.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { StoreKind } from "#app/stores/store.ts";

/** Adds a person who can sign in, such as Fay of finance. */
export async function addPerson(services: Services, name: string): Promise<string> {
  const id = services.newId();
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}@people.example`;
  await services.db.inPlatform((tx) => tx.insert(users).values({ id, email, name, createdAt: services.clock.now() }));
  return id;
}

/** Adds a brand with one store. */
export async function addBrand(
  services: Services,
  name: string,
  kind: StoreKind = "shopify",
): Promise<{ brandId: string; storeId: string }> {
  const brandId = services.newId();
  const createdAt = services.clock.now();
  const slug = name.toLowerCase().replace(/\W+/g, "-");
  await services.db.inBrand(brandId, (tx) =>
    tx.insert(brands).values({ id: brandId, name, slug, website: `https://${slug}.example`, createdAt }),
  );
  return { brandId, storeId: await addStore(services, brandId, `${slug}.example`, kind) };
}

export async function addStore(
  services: Services,
  brandId: string,
  name: string,
  kind: StoreKind = "shopify",
): Promise<string> {
  const id = services.newId();
  const createdAt = services.clock.now();
  await services.db.inBrand(brandId, (tx) =>
    tx.insert(stores).values({ brandId, id, kind, name, address: name, secretEncrypted: null, createdAt }),
  );
  return id;
}

/** Adds a creator with an account of their own, such as Mara who bakes. */
export async function addCreator(
  services: Services,
  name: string,
): Promise<{ creatorId: string; userId: string; name: string }> {
  const userId = await addPerson(services, name);
  const creatorId = services.newId();
  const handle = name.toLowerCase().replace(/\W+/g, "-");
  await services.db.inPlatform((tx) =>
    tx.insert(creators).values({
      id: creatorId,
      userId,
      name,
      handle,
      bio: "",
      niches: ["baking"],
      audienceCountries: ["DE"],
      country: "DE",
      createdAt: services.clock.now(),
    }),
  );
  return { creatorId, userId, name };
}

export interface CampaignChoices {
  readonly name?: string;
  readonly currency?: string;
  readonly budgetMinor?: bigint | null;
  readonly startsAt?: Date;
  readonly endsAt?: Date | null;
  readonly terms?: Partial<CampaignTerms>;
  readonly policy?: Partial<AttributionPolicy>;
}

/** Adds a published campaign: 10 % of each line, 30 days of hold; a code wins, clicks earn for 30 days. It started 90 days ago. */
export async function addCampaign(
  services: Services,
  brandId: string,
  choices: CampaignChoices = {},
): Promise<{ campaignId: string; termsId: string; policyId: string }> {
  const now = services.clock.now();
  const startsAt = choices.startsAt ?? addDays(now, -90);
  const currency = choices.currency ?? "EUR";
  const [campaignId, termsId, policyId] = [services.newId(), services.newId(), services.newId()];
  await services.db.inBrand(brandId, async (tx) => {
    await tx.insert(campaigns).values({
      brandId,
      id: campaignId,
      name: choices.name ?? "Spring harvest",
      brief: "Show how you brew it.",
      disclosure: "#ad",
      niches: ["baking"],
      destinationUrl: "https://lumen-tea.example/spring",
      claimMode: "at-once",
      discountBps: 1000,
      currency,
      budgetMinor: choices.budgetMinor ?? null,
      startsAt,
      endsAt: choices.endsAt ?? null,
      status: "published",
      publishedAt: startsAt,
      createdAt: startsAt,
      updatedAt: startsAt,
    });
    await tx.insert(campaignTerms).values({
      version: 1,
      kind: "percent",
      newCustomerRateBps: 1000,
      returningCustomerRateBps: 1000,
      newCustomerAmountMinor: 0n,
      returningCustomerAmountMinor: 0n,
      holdDays: 30,
      announcedAt: startsAt,
      inForceFrom: startsAt,
      ...choices.terms,
      brandId,
      id: termsId,
      campaignId,
      currency,
    });
    await tx.insert(attributionPolicies).values({
      ...rulesOf(choices.policy?.preset ?? "code-wins"),
      version: 1,
      tailDays: 14,
      codeTailDays: 14,
      inForceFrom: startsAt,
      ...choices.policy,
      brandId,
      id: policyId,
      campaignId,
    });
  });
  return { campaignId, termsId, policyId };
}

/** Joins a creator to a campaign, with a link and a code. The partnership became active 60 days ago. */
export async function addPartnership(
  services: Services,
  brandId: string,
  {
    campaignId,
    creatorId,
    code,
    status = "active",
  }: { campaignId: string; creatorId: string; code: string; status?: PartnershipStatus },
): Promise<{ partnershipId: string; linkId: string; code: string }> {
  const createdAt = addDays(services.clock.now(), -60);
  const [partnershipId, linkId] = [services.newId(), services.newId()];
  const slug = `${normaliseCode(code).toLowerCase()}-${linkId.slice(-6)}`;
  const activatedAt = status === "active" || status === "paused" || status === "ended" ? createdAt : null;
  await services.db.inBrand(brandId, async (tx) => {
    await tx.insert(partnerships).values({
      brandId,
      id: partnershipId,
      campaignId,
      creatorId,
      status,
      acceptedTermsVersion: 1,
      message: "",
      createdAt,
      activatedAt,
    });
    await tx.insert(links).values({
      brandId,
      id: linkId,
      partnershipId,
      slug,
      destinationUrl: "https://lumen-tea.example/spring",
      placement: "",
      createdAt,
    });
    await tx.insert(linkSlugs).values({ slug, brandId, linkId, createdAt });
    await tx
      .insert(codes)
      .values({ brandId, id: services.newId(), partnershipId, code, codeKey: normaliseCode(code), createdAt });
  });
  return { partnershipId, linkId, code };
}

/** Adds a click on a partnership's link. */
export async function addClick(
  services: Services,
  brandId: string,
  { partnershipId, linkId }: { partnershipId: string; linkId: string },
  click: { readonly at: Date; readonly class?: ClickClass; readonly placement?: string; readonly visitor?: string },
): Promise<string> {
  const id = services.newId();
  const clickClass = click.class ?? "counted";
  const seen = { network: "", country: "", device: "other", isScan: false } as const;
  const facts = { brandId, linkId, partnershipId, class: clickClass, placement: click.placement ?? "", ...seen };
  await services.db.inBrand(brandId, async (tx) => {
    await tx.insert(clickTallies).values({
      ...facts,
      id: services.newId(),
      hourAt: new Date(Math.floor(click.at.getTime() / MS_PER_HOUR) * MS_PER_HOUR),
      clickCount: 1,
    });
    await tx.insert(clicks).values({
      ...facts,
      id,
      occurredAt: click.at,
      isCounted: clickClass === "counted",
      reason: "",
      visitorKey: click.visitor ?? id,
      addressPrefix: "192.0.2.0",
      userAgent: "Mozilla/5.0",
      refererHost: "",
    });
  });
  return id;
}

export interface TeaShop {
  readonly brandId: string;
  readonly storeId: string;
  readonly campaignId: string;
  readonly mara: {
    creatorId: string;
    userId: string;
    name: string;
    partnershipId: string;
    linkId: string;
    code: string;
  };
  /** Fay of finance. */
  readonly fayUserId: string;
}

/** Lumen Tea with a campaign, Mara who bakes with the code MARA10, and Fay of finance: what most stories start from. */
export async function openTeaShop(services: Services, campaign: CampaignChoices = {}): Promise<TeaShop> {
  const brand = await addBrand(services, "Lumen Tea");
  const mara = await addCreator(services, "Mara Lind");
  const { campaignId } = await addCampaign(services, brand.brandId, campaign);
  const partnership = await addPartnership(services, brand.brandId, {
    campaignId,
    creatorId: mara.creatorId,
    code: "MARA10",
  });
  return {
    ...brand,
    campaignId,
    mara: { ...mara, ...partnership },
    fayUserId: await addPerson(services, "Fay Finance"),
  };
}
