import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { isAmong, isAmongAsked, listTextOf } from "#db/insert-rows.server.ts";
import { rememberRows } from "#db/remembered-rows.server.ts";
import { attributionPolicies, campaigns } from "#db/schema/campaigns.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { readyQuery } from "#db/statement.server.ts";
import { isOfCodesAsked } from "#app/links/code-store.server.ts";
import type { TouchedPartnership } from "./sale-evidence.ts";

/** The partnerships with their campaigns and all versions of the policies. */
export async function findTouchedPartnerships(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<TouchedPartnership[]> {
  if (ids.length === 0) return [];
  return withPolicies(tx, brandId, await touchedPartnerships(tx, { brandId, ids: listTextOf(ids) }));
}

/** The partnerships behind codes, as `findTouchedPartnerships` has them. */
export async function findPartnershipsOfCodes(
  tx: Tx,
  brandId: string,
  codeKeys: readonly string[],
): Promise<TouchedPartnership[]> {
  if (codeKeys.length === 0) return [];
  return withPolicies(tx, brandId, await partnershipsOfCodes(tx, { brandId, codeKeys: listTextOf(codeKeys) }));
}

async function withPolicies(
  tx: Tx,
  brandId: string,
  rows: Awaited<ReturnType<typeof touchedPartnerships>>,
): Promise<TouchedPartnership[]> {
  const policyOf = await rememberedPolicies(
    tx,
    brandId,
    rows.flatMap(({ policyIds }) => policyIds),
  );
  return rows.map(({ policyIds, ...row }) => ({ ...row, policies: policyIds.map(policyOf) }));
}

const touchedPartnerships = readyQuery((tx) => selectTouched(tx, isAmongAsked(partnerships.id, "ids")));

const partnershipsOfCodes = readyQuery((tx) => selectTouched(tx, isOfCodesAsked));

function selectTouched(tx: Tx, areAsked: SQL) {
  return tx
    .select({
      id: partnerships.id,
      campaignId: partnerships.campaignId,
      creatorId: partnerships.creatorId,
      creatorName: creators.name,
      status: partnerships.status,
      activatedAt: partnerships.activatedAt,
      endedAt: partnerships.endedAt,
      campaign: {
        startsAt: campaigns.startsAt,
        endsAt: campaigns.endsAt,
        endedAt: campaigns.endedAt,
        currency: campaigns.currency,
      },
      policyIds: sql<string[]>`array(select p.id from ${attributionPolicies} p
        where p.brand_id = ${partnerships.brandId} and p.campaign_id = ${partnerships.campaignId} order by p.version)`,
    })
    .from(partnerships)
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(and(eq(partnerships.brandId, sql.placeholder("brandId")), areAsked));
}

const rememberedPolicies = rememberRows((tx, brandId, ids) =>
  tx
    .select()
    .from(attributionPolicies)
    .where(and(eq(attributionPolicies.brandId, brandId), isAmong(attributionPolicies.id, ids))),
);
