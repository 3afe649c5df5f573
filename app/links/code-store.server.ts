import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { isAmongAsked, listTextOf } from "#db/insert-rows.server.ts";
import { codes } from "#db/schema/links.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { readyQuery } from "#db/statement.server.ts";
import type { CodeKind } from "./link.ts";
import { normaliseCode } from "./normalise-code.ts";

export interface NewCode {
  readonly id: string;
  readonly partnershipId: string;
  /** As shown. */
  readonly code: string;
  readonly createdAt: Date;
  readonly kind?: CodeKind;
}

/**
 * Tries to take a code within the brand: the unique index decides, so two who try at once cannot both win. own: the partnership has it
 * already, or may take it up again. ended: it had it, and its time is over or the brand took it back; what was decided since stays right.
 */
export async function claimCode(
  tx: Tx,
  brandId: string,
  code: NewCode,
): Promise<"claimed" | "own" | "ended" | "taken"> {
  const codeKey = normaliseCode(code.code);
  const claimed = await tx
    .insert(codes)
    .values({ brandId, ...code, codeKey })
    .onConflictDoNothing()
    .returning({ id: codes.id });
  if (claimed.length > 0) return "claimed";
  const own = await tx
    .select({ kind: codes.kind, isWithdrawn: codes.isWithdrawn, creditsUntil: codes.creditsUntil })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.codeKey, codeKey), eq(codes.partnershipId, code.partnershipId)));
  const [known] = own;
  if (!known || known.kind !== "shared") return "taken";
  const isOver = known.creditsUntil !== null && known.creditsUntil <= code.createdAt;
  return known.isWithdrawn || isOver ? "ended" : "own";
}

/**
 * Makes one code of a partnership the one shown, written as given. The one shown before goes on crediting until `creditsUntil`. One that
 * is taken up again credits without end.
 */
export async function showCode(
  tx: Tx,
  brandId: string,
  partnershipId: string,
  code: string,
  { now, creditsUntil, isWithdrawn = false }: Replacement,
): Promise<void> {
  const ofPartnership = and(
    eq(codes.brandId, brandId),
    eq(codes.partnershipId, partnershipId),
    eq(codes.kind, "shared"),
  );
  const codeKey = normaliseCode(code);
  await tx
    .update(codes)
    .set({ replacedAt: now, creditsUntil, isWithdrawn })
    .where(and(ofPartnership, isNull(codes.replacedAt), ne(codes.codeKey, codeKey)));
  await tx
    .update(codes)
    .set({ code, replacedAt: null, creditsUntil: null })
    .where(and(ofPartnership, eq(codes.codeKey, codeKey)));
}

/** How the code that was shown before ends. */
export interface Replacement {
  readonly now: Date;
  /** Null credits without end. */
  readonly creditsUntil: Date | null;
  /** The brand took it back: nobody may take it up again. */
  readonly isWithdrawn?: boolean;
}

export interface FoundCode {
  readonly codeKey: string;
  /** As shown. */
  readonly code: string;
  readonly partnershipId: string;
  readonly createdAt: Date;
  /** Since when another one is shown. */
  readonly replacedAt: Date | null;
  /** The last instant at which a replaced one credits; null without end. */
  readonly creditsUntil: Date | null;
  /** It works for one order alone, and none was placed with it yet. */
  readonly isUnusedSingle: boolean;
}

/** The partnerships behind codes as normalised by `normaliseCode`. Keys nobody owns are left out. */
export async function findCodes(tx: Tx, brandId: string, keys: readonly string[]): Promise<FoundCode[]> {
  if (keys.length === 0) return [];
  return codesOfKeys(tx, { brandId, keys: listTextOf(keys) });
}

/** Every code for everybody that a partnership ever had, the one shown first. */
export async function listCodes(tx: Tx, brandId: string, partnershipId: string): Promise<FoundCode[]> {
  return tx
    .select(foundCodeColumns)
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.partnershipId, partnershipId), eq(codes.kind, "shared")))
    .orderBy(sql`${codes.replacedAt} desc nulls first`, codes.id);
}

const foundCodeColumns = {
  codeKey: codes.codeKey,
  code: codes.code,
  partnershipId: codes.partnershipId,
  createdAt: codes.createdAt,
  replacedAt: codes.replacedAt,
  creditsUntil: codes.creditsUntil,
  isUnusedSingle: sql<boolean>`${codes.kind} = 'single-use' and ${codes.usedAt} is null`,
};

const codesOfKeys = readyQuery((tx) =>
  tx
    .select(foundCodeColumns)
    .from(codes)
    .where(and(eq(codes.brandId, sql.placeholder("brandId")), isAmongAsked(codes.codeKey, "keys"))),
);

/** For a `readyQuery` about partnerships that is asked with `brandId` and `codeKeys`: those behind one of the codes. */
export const isOfCodesAsked = sql`${partnerships.id} in (
  select c.partnership_id from ${codes} c
  where c.brand_id = ${sql.placeholder("brandId")} and c.code_key in (select unnest(${sql.placeholder("codeKeys")}::text::text[])))`;

/** The brand of a creator's own partnership; null for anybody else's. */
export async function findBrandOfPartnership(tx: Tx, creatorId: string, partnershipId: string): Promise<string | null> {
  const [row] = await tx
    .select({ brandId: partnerships.brandId })
    .from(partnerships)
    .where(and(eq(partnerships.id, partnershipId), eq(partnerships.creatorId, creatorId)));
  return row?.brandId ?? null;
}

/** Locks the partnership against a second change at the same time and counts the codes for everybody it ever had. */
export async function lockAndCountCodes(tx: Tx, brandId: string, partnershipId: string): Promise<number> {
  await tx
    .select({ id: partnerships.id })
    .from(partnerships)
    .where(and(eq(partnerships.brandId, brandId), eq(partnerships.id, partnershipId)))
    .for("no key update");
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.partnershipId, partnershipId), eq(codes.kind, "shared")));
  return row?.count ?? 0;
}

/** What a campaign says about its codes. */
export interface PartnershipCodeRules {
  readonly campaignId: string;
  readonly creatorId: string;
  readonly discountBps: number;
  readonly codePattern: string;
  readonly codeGraceDays: number;
}

/** The rules for the codes of a partnership; null for one that does not exist in the brand. */
export async function findCodeRules(
  tx: Tx,
  brandId: string,
  partnershipId: string,
): Promise<PartnershipCodeRules | null> {
  const [row] = await tx
    .select({
      campaignId: campaigns.id,
      creatorId: partnerships.creatorId,
      discountBps: campaigns.discountBps,
      codePattern: campaigns.codePattern,
      codeGraceDays: campaigns.codeGraceDays,
    })
    .from(partnerships)
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .where(and(eq(partnerships.brandId, brandId), eq(partnerships.id, partnershipId)));
  return row ?? null;
}

/** The shown code for everybody behind an id, with its partnership; null when it is no such code of the brand's. */
export async function findShownCode(
  tx: Tx,
  brandId: string,
  codeId: string,
): Promise<{ readonly code: string; readonly partnershipId: string } | null> {
  const [row] = await tx
    .select({ code: codes.code, partnershipId: codes.partnershipId })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.id, codeId), eq(codes.kind, "shared"), isNull(codes.replacedAt)));
  return row ?? null;
}
