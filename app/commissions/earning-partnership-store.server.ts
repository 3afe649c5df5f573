import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { isAmong, isAmongAsked, listTextOf } from "#db/insert-rows.server.ts";
import { rememberRows } from "#db/remembered-rows.server.ts";
import { campaigns, campaignTerms } from "#db/schema/campaigns.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { readyQuery } from "#db/statement.server.ts";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { isOfCodesAsked } from "#app/links/code-store.server.ts";

/** What a credited partnership earns by: all versions of its campaign's terms, and whether the campaign has a budget. */
export interface EarningPartnership {
  readonly id: string;
  readonly campaignId: string;
  readonly creatorId: string;
  readonly acceptedTermsVersion: number | null;
  readonly hasBudget: boolean;
  readonly terms: readonly CampaignTerms[];
}

export async function findEarningPartnerships(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<EarningPartnership[]> {
  if (ids.length === 0) return [];
  return withTerms(tx, brandId, await earningPartnerships(tx, { brandId, ids: listTextOf(ids) }));
}

/** The partnerships behind codes, as `findEarningPartnerships` has them. */
export async function findEarningOfCodes(
  tx: Tx,
  brandId: string,
  codeKeys: readonly string[],
): Promise<EarningPartnership[]> {
  if (codeKeys.length === 0) return [];
  return withTerms(tx, brandId, await earningOfCodes(tx, { brandId, codeKeys: listTextOf(codeKeys) }));
}

async function withTerms(
  tx: Tx,
  brandId: string,
  rows: Awaited<ReturnType<typeof earningPartnerships>>,
): Promise<EarningPartnership[]> {
  const termsOf = await rememberedTerms(
    tx,
    brandId,
    rows.flatMap(({ termsIds }) => termsIds),
  );
  return rows.map(({ termsIds, ...row }) => ({ ...row, terms: termsIds.map(termsOf) }));
}

const earningPartnerships = readyQuery((tx) => selectEarning(tx, isAmongAsked(partnerships.id, "ids")));

const earningOfCodes = readyQuery((tx) => selectEarning(tx, isOfCodesAsked));

function selectEarning(tx: Tx, areAsked: SQL) {
  return tx
    .select({
      id: partnerships.id,
      campaignId: partnerships.campaignId,
      creatorId: partnerships.creatorId,
      acceptedTermsVersion: partnerships.acceptedTermsVersion,
      hasBudget: sql<boolean>`${campaigns.budgetMinor} is not null`,
      termsIds: sql<string[]>`array(select t.id from ${campaignTerms} t
        where t.brand_id = ${partnerships.brandId} and t.campaign_id = ${partnerships.campaignId} order by t.version)`,
    })
    .from(partnerships)
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .where(and(eq(partnerships.brandId, sql.placeholder("brandId")), areAsked));
}

const rememberedTerms = rememberRows((tx, brandId, ids) =>
  tx
    .select()
    .from(campaignTerms)
    .where(and(eq(campaignTerms.brandId, brandId), isAmong(campaignTerms.id, ids))),
);
