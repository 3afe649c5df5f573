import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { creators } from "#db/schema/creators.ts";
import { codes, codeSyncs } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { stores } from "#db/schema/stores.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
import type { CodeStanding } from "./code-standing.ts";

export interface ListedCode {
  readonly codeId: string;
  readonly code: string;
  readonly replacedAt: Date | null;
  readonly creditsUntil: Date | null;
  readonly creatorName: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly discountBps: number;
  readonly partnershipStatus: PartnershipStatus;
  readonly standings: readonly CodeStanding[];
}

interface CodePage {
  /** Counts from 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Only codes that are not in a shop as they should be. */
  readonly isTroubleOnly: boolean;
}

const needsAttention = sql`exists (select from ${codeSyncs} where ${codeSyncs.brandId} = ${codes.brandId}
  and ${codeSyncs.codeId} = ${codes.id} and ${codeSyncs.state} in ('failed', 'edited', 'missing'))`;

/** One page of the codes for everybody that a brand's creators have, those in use first, then by creator. */
export async function listBrandCodes(
  tx: Tx,
  brandId: string,
  { page, pageSize, isTroubleOnly }: CodePage,
): Promise<{ rows: ListedCode[]; total: number; troubleCount: number }> {
  const all = and(eq(codes.brandId, brandId), eq(codes.kind, "shared"));
  const chosen = isTroubleOnly ? and(all, needsAttention) : all;
  const [counted] = await tx.select({ total: count() }).from(codes).where(chosen);
  const [troubled] = await tx.select({ total: count() }).from(codes).where(and(all, needsAttention));
  const rows = await tx
    .select({
      codeId: codes.id,
      code: codes.code,
      replacedAt: codes.replacedAt,
      creditsUntil: codes.creditsUntil,
      creatorName: creators.name,
      campaignId: campaigns.id,
      campaignName: campaigns.name,
      discountBps: campaigns.discountBps,
      partnershipStatus: partnerships.status,
    })
    .from(codes)
    .innerJoin(partnerships, and(eq(partnerships.brandId, codes.brandId), eq(partnerships.id, codes.partnershipId)))
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(chosen)
    .orderBy(
      sql`${codes.replacedAt} is not null`,
      sql`${partnerships.status} = 'ended'`,
      asc(creators.name),
      asc(codes.code),
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const standings = await listStandings(
    tx,
    brandId,
    rows.map(({ codeId }) => codeId),
  );
  return {
    total: counted?.total ?? 0,
    troubleCount: troubled?.total ?? 0,
    rows: rows.map((row) => ({ ...row, standings: standings.filter(({ codeId }) => codeId === row.codeId) })),
  };
}

/** How codes stand in the brand's shops, by the shops' names. */
export async function listStandings(tx: Tx, brandId: string, codeIds: readonly string[]): Promise<CodeStanding[]> {
  if (codeIds.length === 0) return [];
  return selectStandings(tx)
    .where(and(eq(codeSyncs.brandId, brandId), sql`${codeSyncs.codeId} in ${[...codeIds]}`))
    .orderBy(asc(stores.name));
}

/** How the code that a partnership shows stands in the brand's shops. */
export async function listStandingsOfPartnership(
  tx: Tx,
  brandId: string,
  partnershipId: string,
): Promise<CodeStanding[]> {
  return selectStandings(tx)
    .innerJoin(codes, and(eq(codes.brandId, codeSyncs.brandId), eq(codes.id, codeSyncs.codeId)))
    .where(
      and(
        eq(codeSyncs.brandId, brandId),
        eq(codes.partnershipId, partnershipId),
        eq(codes.kind, "shared"),
        isNull(codes.replacedAt),
      ),
    )
    .orderBy(asc(stores.name));
}

function selectStandings(tx: Tx) {
  return tx
    .select({
      codeId: codeSyncs.codeId,
      storeId: codeSyncs.storeId,
      storeName: stores.name,
      isWanted: codeSyncs.isWanted,
      state: codeSyncs.state,
      problem: codeSyncs.problem,
      nextTryAt: codeSyncs.nextTryAt,
    })
    .from(codeSyncs)
    .innerJoin(stores, and(eq(stores.brandId, codeSyncs.brandId), eq(stores.id, codeSyncs.storeId)));
}

/** How many codes of a store are in which state. */
export async function countStandings(tx: Tx, brandId: string, storeId: string): Promise<Record<string, number>> {
  const rows = await tx
    .select({ state: codeSyncs.state, total: count() })
    .from(codeSyncs)
    .where(and(eq(codeSyncs.brandId, brandId), eq(codeSyncs.storeId, storeId)))
    .groupBy(codeSyncs.state);
  return Object.fromEntries(rows.map(({ state, total }) => [state, total]));
}
