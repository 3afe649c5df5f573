import { and, desc, eq, sql as statement } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { clicks, visits } from "#db/schema/clicks.ts";
import type { Visit } from "./visit.ts";

/** Returns false when a visit of this id is there already. */
export async function insertVisit(tx: Tx, brandId: string, visit: Visit): Promise<boolean> {
  const inserted = await tx
    .insert(visits)
    .values({ brandId, ...visit })
    .onConflictDoNothing()
    .returning({ id: visits.id });
  return inserted.length > 0;
}

export async function findVisit(tx: Tx, brandId: string, id: string): Promise<Visit | null> {
  const [row] = await tx
    .select()
    .from(visits)
    .where(and(eq(visits.brandId, brandId), eq(visits.id, id)));
  return row ?? null;
}

/** Whose link the click was made on; null for a click that is not known, or not yet. */
export async function findPartnershipOfClick(tx: Tx, brandId: string, clickId: string): Promise<string | null> {
  const [row] = await tx
    .select({ partnershipId: clicks.partnershipId })
    .from(clicks)
    .where(and(eq(clicks.brandId, brandId), eq(clicks.id, clickId)));
  return row?.partnershipId ?? null;
}

/** The brand's newest visit, by which it sees that the pixel works; null before the first. */
export async function findLastVisit(tx: Tx, brandId: string): Promise<Visit | null> {
  const [row] = await tx
    .select()
    .from(visits)
    .where(eq(visits.brandId, brandId))
    .orderBy(desc(visits.occurredAt))
    .limit(1);
  return row ?? null;
}

/** Gives visits since then that arrived before their click the partnership of it. Returns how many. */
export async function matchVisits(tx: Tx, since: Date): Promise<number> {
  const result = await tx.execute(statement`
    update visits set partnership_id = clicks.partnership_id
    from clicks
    where visits.partnership_id is null and visits.click_id is not null and visits.occurred_at >= ${since.toISOString()}::timestamptz
      and clicks.brand_id = visits.brand_id and clicks.id = visits.click_id and clicks.partnership_id is not null`);
  return result.count;
}
