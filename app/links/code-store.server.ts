import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { codes } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { normaliseCode } from "./normalise-code.ts";

export interface NewCode {
  readonly id: string;
  readonly partnershipId: string;
  /** As shown. */
  readonly code: string;
  readonly createdAt: Date;
}

/** Tries to take a code within the brand: the unique index decides, so two who try at once cannot both win. */
export async function claimCode(tx: Tx, brandId: string, code: NewCode): Promise<"claimed" | "own" | "taken"> {
  const codeKey = normaliseCode(code.code);
  const claimed = await tx
    .insert(codes)
    .values({ brandId, ...code, codeKey })
    .onConflictDoNothing()
    .returning({ id: codes.id });
  if (claimed.length > 0) return "claimed";
  const own = await tx
    .select({ id: codes.id })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.codeKey, codeKey), eq(codes.partnershipId, code.partnershipId)));
  return own.length > 0 ? "own" : "taken";
}

/** Makes one code of a partnership the one shown, written as given. Its other codes stay and go on crediting. */
export async function showCode(tx: Tx, brandId: string, partnershipId: string, code: string, now: Date): Promise<void> {
  const ofPartnership = and(eq(codes.brandId, brandId), eq(codes.partnershipId, partnershipId));
  const codeKey = normaliseCode(code);
  await tx
    .update(codes)
    .set({ replacedAt: now })
    .where(and(ofPartnership, isNull(codes.replacedAt), ne(codes.codeKey, codeKey)));
  await tx
    .update(codes)
    .set({ code, replacedAt: null })
    .where(and(ofPartnership, eq(codes.codeKey, codeKey)));
}

export interface FoundCode {
  readonly codeKey: string;
  /** As shown. */
  readonly code: string;
  readonly partnershipId: string;
  readonly createdAt: Date;
  /** Since when another one is shown; it still credits. */
  readonly replacedAt: Date | null;
}

/** The partnerships behind codes as normalised by `normaliseCode`. Keys nobody owns are left out. */
export async function findCodes(tx: Tx, brandId: string, keys: readonly string[]): Promise<FoundCode[]> {
  if (keys.length === 0) return [];
  return tx
    .select(foundCodeColumns)
    .from(codes)
    .where(and(eq(codes.brandId, brandId), inArray(codes.codeKey, [...keys])));
}

/** Every code a partnership ever had, the one shown first. */
export async function listCodes(tx: Tx, brandId: string, partnershipId: string): Promise<FoundCode[]> {
  return tx
    .select(foundCodeColumns)
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.partnershipId, partnershipId)))
    .orderBy(sql`${codes.replacedAt} desc nulls first`, codes.id);
}

const foundCodeColumns = {
  codeKey: codes.codeKey,
  code: codes.code,
  partnershipId: codes.partnershipId,
  createdAt: codes.createdAt,
  replacedAt: codes.replacedAt,
};

/** The brand of a creator's own partnership; null for anybody else's. */
export async function findBrandOfPartnership(tx: Tx, creatorId: string, partnershipId: string): Promise<string | null> {
  const [row] = await tx
    .select({ brandId: partnerships.brandId })
    .from(partnerships)
    .where(and(eq(partnerships.id, partnershipId), eq(partnerships.creatorId, creatorId)));
  return row?.brandId ?? null;
}

/** Locks the partnership against a second change at the same time and counts the codes it ever had. */
export async function lockAndCountCodes(tx: Tx, brandId: string, partnershipId: string): Promise<number> {
  await tx
    .select({ id: partnerships.id })
    .from(partnerships)
    .where(and(eq(partnerships.brandId, brandId), eq(partnerships.id, partnershipId)))
    .for("no key update");
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.partnershipId, partnershipId)));
  return row?.count ?? 0;
}
