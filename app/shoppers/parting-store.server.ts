import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { customers } from "#db/schema/sales.ts";
import { shopperPartings, shopperSightings, shopperSigns } from "#db/schema/shoppers.ts";

export type Parting = typeof shopperPartings.$inferSelect;

/** Locks a sign of a sighting until the transaction ends. Null when the sighting does not carry it; else whether it is parted now. */
export async function lockSign(
  tx: Tx,
  brandId: string,
  sourceId: string,
  signKey: string,
): Promise<{ isParted: boolean; seenAt: Date } | null> {
  await tx
    .select({ signKey: shopperSigns.signKey })
    .from(shopperSigns)
    .where(and(eq(shopperSigns.brandId, brandId), eq(shopperSigns.signKey, signKey)))
    .for("update");
  const [sighting] = await tx
    .select({ seenAt: shopperSightings.seenAt })
    .from(shopperSightings)
    .where(
      and(
        eq(shopperSightings.brandId, brandId),
        eq(shopperSightings.sourceId, sourceId),
        eq(shopperSightings.signKey, signKey),
      ),
    );
  if (!sighting) return null;
  const [last] = await tx
    .select({ isParted: shopperPartings.isParted })
    .from(shopperPartings)
    .where(
      and(
        eq(shopperPartings.brandId, brandId),
        eq(shopperPartings.sourceId, sourceId),
        eq(shopperPartings.signKey, signKey),
      ),
    )
    .orderBy(desc(shopperPartings.decidedAt), desc(shopperPartings.id))
    .limit(1);
  return { ...sighting, isParted: last?.isParted ?? false };
}

export async function insertParting(tx: Tx, parting: Parting): Promise<void> {
  await tx.insert(shopperPartings).values(parting);
}

/** The sales of this customer key are no longer all of one person: they are looked at closely from now on. */
export async function markCustomerAsGroup(tx: Tx, brandId: string, customerKey: string): Promise<void> {
  await tx
    .update(customers)
    .set({ groupKey: sql`coalesce(${customers.groupKey}, ${customers.customerKey})` })
    .where(and(eq(customers.brandId, brandId), eq(customers.customerKey, customerKey)));
}

/** Every parting of these sightings and who decided it, the latest first. */
export async function listPartings(tx: Tx, brandId: string, sourceIds: readonly string[]) {
  if (sourceIds.length === 0) return [];
  return tx
    .select({
      id: shopperPartings.id,
      sourceId: shopperPartings.sourceId,
      signKey: shopperPartings.signKey,
      isParted: shopperPartings.isParted,
      reason: shopperPartings.reason,
      decidedAt: shopperPartings.decidedAt,
      decidedBy: users.name,
    })
    .from(shopperPartings)
    .innerJoin(users, eq(users.id, shopperPartings.decidedBy))
    .where(and(eq(shopperPartings.brandId, brandId), inArray(shopperPartings.sourceId, [...sourceIds])))
    .orderBy(desc(shopperPartings.decidedAt), desc(shopperPartings.id));
}
