import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributionPolicies, campaigns, campaignTerms } from "#db/schema/campaigns.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { brandDomains, brands } from "#db/schema/brands.ts";
import { clicks } from "#db/schema/clicks.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { stores } from "#db/schema/stores.ts";
import { brandMembers, users } from "#db/schema/access.ts";

export async function insertBrand(
  tx: Tx,
  brand: { id: string; name: string; slug: string; host: string; at: Date },
): Promise<void> {
  const { id, name, slug, host, at } = brand;
  await tx.insert(brands).values({ id, name, slug, website: `https://${host}/`, createdAt: at });
  await tx.insert(brandDomains).values({ brandId: id, host, createdAt: at });
}

/** Somebody to ask in whose name. */
export async function insertOwner(
  tx: Tx,
  brandId: string,
  owner: { userId: string; email: string; at: Date },
): Promise<void> {
  const { userId, email, at } = owner;
  await tx.insert(users).values({ id: userId, email, name: "Owner", createdAt: at });
  await tx.insert(brandMembers).values({ brandId, userId, role: "owner", createdAt: at });
}

export async function insertStore(tx: Tx, brandId: string, store: { id: string; at: Date }): Promise<void> {
  await tx
    .insert(stores)
    .values({ brandId, id: store.id, kind: "csv", name: "Order file", address: "", createdAt: store.at });
}

export interface NewCampaign {
  readonly id: string;
  readonly termsId: string;
  readonly policyId: string;
  readonly destinationUrl: string;
  readonly currency: string;
  readonly newCustomerRateBps: number;
  readonly returningCustomerRateBps: number;
  readonly clickWindowDays: number;
  readonly discountBps: number;
  readonly startsAt: Date;
}

/** A campaign that runs, with its first terms and its policy: a code wins, and nobody is bound. */
export async function insertCampaign(tx: Tx, brandId: string, campaign: NewCampaign): Promise<void> {
  const { id, startsAt, currency } = campaign;
  await tx.insert(campaigns).values({
    ...{
      brandId,
      id,
      name: "A year of gifts",
      brief: "Gifts and things for the home, all year round.",
      disclosure: "#ad",
    },
    ...{ niches: ["home"], destinationUrl: campaign.destinationUrl, claimMode: "at-once", currency },
    ...{ discountBps: campaign.discountBps, startsAt, status: "published", publishedAt: startsAt },
    ...{ createdAt: startsAt, updatedAt: startsAt },
  });
  await tx.insert(campaignTerms).values({
    ...{ brandId, id: campaign.termsId, campaignId: id, version: 1, kind: "percent", currency, holdDays: 30 },
    ...{ newCustomerRateBps: campaign.newCustomerRateBps, newCustomerAmountMinor: 0n },
    ...{ returningCustomerRateBps: campaign.returningCustomerRateBps, returningCustomerAmountMinor: 0n },
    ...{ announcedAt: startsAt, inForceFrom: startsAt },
  });
  await tx.insert(attributionPolicies).values({
    ...rulesOf("code-wins"),
    ...{ brandId, id: campaign.policyId, campaignId: id, version: 1, inForceFrom: startsAt },
    ...{ clickWindowDays: campaign.clickWindowDays, tailDays: 0, codeTailDays: 0 },
  });
}

export interface NewCreator {
  readonly creatorId: string;
  readonly userId: string;
  readonly partnershipId: string;
  readonly campaignId: string;
  readonly name: string;
  readonly handle: string;
  readonly at: Date;
}

/** A creator who has joined the campaign. */
export async function insertCreator(tx: Tx, brandId: string, creator: NewCreator): Promise<void> {
  const { creatorId, userId, partnershipId, campaignId, name, handle, at } = creator;
  await tx.insert(users).values({ id: userId, email: `${handle}@simulation.example`, name, createdAt: at });
  await tx.insert(creators).values({
    ...{ id: creatorId, userId, name, handle, bio: "", niches: ["home"], audienceCountries: ["GB"], country: "GB" },
    createdAt: at,
  });
  await tx.insert(partnerships).values({
    ...{ brandId, id: partnershipId, campaignId, creatorId, status: "active", acceptedTermsVersion: 1, message: "" },
    ...{ createdAt: at, activatedAt: at },
  });
}

export interface NewClick {
  readonly id: string;
  readonly linkId: string;
  readonly partnershipId: string;
  readonly visitorKey: string;
  readonly occurredAt: Date;
}

const MAX_CLICKS_PER_INSERT = 1_000;

/** Clicks as the redirector would have stored them, in the past. */
export async function insertPastClicks(tx: Tx, brandId: string, newClicks: readonly NewClick[]): Promise<void> {
  for (let start = 0; start < newClicks.length; start += MAX_CLICKS_PER_INSERT) {
    await tx.insert(clicks).values(
      newClicks.slice(start, start + MAX_CLICKS_PER_INSERT).map((click) => ({
        ...{ brandId, ...click, class: "counted" as const, isCounted: true, reason: "a simulated shopper's tap" },
        ...{ placement: "", addressPrefix: "", userAgent: "", refererHost: "" },
        ...{ network: "", country: "", device: "other" as const, isScan: false },
      })),
    );
  }
}

/** What the pipeline made of the orders, in minor units. */
export interface RecordedTotals {
  readonly orderCount: number;
  readonly grossMinor: bigint;
  readonly refundsMinor: bigint;
}

export interface RecordedCreator extends RecordedTotals {
  readonly partnershipId: string;
  /** What the commissions say and what the ledger says: the same, or something is wrong. */
  readonly commissionMinor: bigint;
  readonly ledgerMinor: bigint;
}

/** Everything of the brand, credited or not. */
export async function sumBrand(tx: Tx, brandId: string): Promise<RecordedTotals> {
  const [row] = await tx.execute<{ orders: string; gross: string; refunds: string }>(sql`
    select
      (select count(*) from sales where brand_id = ${brandId}) as orders,
      (select coalesce(sum(net_minor), 0) from sales where brand_id = ${brandId}) as gross,
      (select coalesce(sum(amount_minor), 0) from refunds where brand_id = ${brandId} and status = 'counted') as refunds`);
  return totalsOf(row ?? { orders: "0", gross: "0", refunds: "0" });
}

/** What each partnership was credited with, by the decision each sale points to. */
export async function sumCreators(tx: Tx, brandId: string): Promise<RecordedCreator[]> {
  const rows = await tx.execute<{
    partnership: string; orders: string; gross: string; refunds: string; commission: string; ledger: string;
  }>(sql`
    with credited as (
      select credits.partnership_id, count(*) as orders, sum(sales.net_minor) as gross,
        coalesce(sum((
          select sum(refunds.amount_minor) from refunds
          where refunds.brand_id = sales.brand_id and refunds.store_id = sales.store_id
            and refunds.external_order_id = sales.external_id and refunds.status = 'counted')), 0) as refunds
      from sales
      join credits on credits.brand_id = sales.brand_id and credits.attribution_id = sales.attribution_id
      where sales.brand_id = ${brandId}
      group by credits.partnership_id
    )
    select partnerships.id as partnership, coalesce(orders, 0) as orders, coalesce(gross, 0) as gross,
      coalesce(refunds, 0) as refunds,
      (select coalesce(sum(earned_minor), 0) from commissions
        where commissions.brand_id = partnerships.brand_id and commissions.partnership_id = partnerships.id) as commission,
      (select coalesce(sum(amount_minor), 0) from ledger_entries
        where ledger_entries.brand_id = partnerships.brand_id
          and account = 'creator:' || partnerships.creator_id || '@brand:' || partnerships.brand_id || ':held') as ledger
    from partnerships left join credited on credited.partnership_id = partnerships.id
    where partnerships.brand_id = ${brandId}`); // prettier-ignore
  return rows.map((row) => ({
    ...totalsOf(row),
    partnershipId: row.partnership,
    commissionMinor: BigInt(row.commission),
    ledgerMinor: BigInt(row.ledger),
  }));
}

function totalsOf(row: { orders: string; gross: string; refunds: string }): RecordedTotals {
  return { orderCount: Number(row.orders), grossMinor: BigInt(row.gross), refundsMinor: BigInt(row.refunds) };
}
