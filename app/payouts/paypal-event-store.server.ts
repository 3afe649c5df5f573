import { and, eq, inArray, lt } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { paypalEvents } from "#db/schema/payouts.ts";
import type { ProviderEventStatus } from "./payout.ts";

type PaypalEventRow = typeof paypalEvents.$inferSelect;

/** False when the event was stored before. */
export async function insertPaypalEvent(
  tx: Tx,
  event: Pick<PaypalEventRow, "id" | "type" | "bodyEncrypted" | "receivedAt">,
): Promise<boolean> {
  const row = { ...event, status: "received" as const, outcome: "" };
  const inserted = await tx.insert(paypalEvents).values(row).onConflictDoNothing().returning({ id: paypalEvents.id });
  return inserted.length > 0;
}

export async function findPaypalEvent(tx: Tx, id: string): Promise<PaypalEventRow | undefined> {
  const [row] = await tx.select().from(paypalEvents).where(eq(paypalEvents.id, id));
  return row;
}

export async function savePaypalOutcome(
  tx: Tx,
  id: string,
  outcome: { readonly status: ProviderEventStatus; readonly outcome: string; readonly processedAt: Date },
): Promise<void> {
  await tx.update(paypalEvents).set(outcome).where(eq(paypalEvents.id, id));
}

/** Events that came before an instant and were not done with. */
export async function listOpenPaypalEvents(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: paypalEvents.id })
    .from(paypalEvents)
    .where(and(inArray(paypalEvents.status, ["received", "failed"]), lt(paypalEvents.receivedAt, before)))
    .orderBy(paypalEvents.receivedAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}
