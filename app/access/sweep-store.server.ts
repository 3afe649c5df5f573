import { lt } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { passwordResets, sessions, throttleCounters } from "#db/schema/access.ts";

/** Deletes what ran out before these instants: sessions and reset links by our clock, throttle counters by the machine's. */
export async function deleteExpired(tx: Tx, before: { ours: Date; machines: Date }): Promise<void> {
  await tx.delete(sessions).where(lt(sessions.expiresAt, before.ours));
  await tx.delete(passwordResets).where(lt(passwordResets.expiresAt, before.ours));
  await tx.delete(throttleCounters).where(lt(throttleCounters.expire, before.machines));
}
