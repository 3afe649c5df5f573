import { and, eq, inArray, lt } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { stripeEvents } from "#db/schema/billing.ts";
import type { StripeEventStatus } from "./top-up.ts";

export type StripeEventRow = typeof stripeEvents.$inferSelect;

/** False when the event was stored before. */
export async function insertStripeEvent(
  tx: Tx,
  event: Pick<StripeEventRow, "id" | "type" | "bodyEncrypted" | "receivedAt">,
): Promise<boolean> {
  const row = { ...event, status: "received" as const, outcome: "" };
  const inserted = await tx.insert(stripeEvents).values(row).onConflictDoNothing().returning({ id: stripeEvents.id });
  return inserted.length > 0;
}

export async function findStripeEvent(tx: Tx, id: string): Promise<StripeEventRow | undefined> {
  const [row] = await tx.select().from(stripeEvents).where(eq(stripeEvents.id, id));
  return row;
}

export async function saveStripeOutcome(
  tx: Tx,
  id: string,
  { status, outcome, processedAt }: { status: StripeEventStatus; outcome: string; processedAt: Date },
): Promise<void> {
  await tx.update(stripeEvents).set({ status, outcome, processedAt }).where(eq(stripeEvents.id, id));
}

/** Events that came before an instant and were not done with. */
export async function listOpenStripeEvents(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(and(inArray(stripeEvents.status, ["received", "failed"]), lt(stripeEvents.receivedAt, before)))
    .orderBy(stripeEvents.receivedAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}
