import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findRecipient, updateTakeBack, type TakeBackRow } from "./take-back-store.server.ts";

interface ReturnedPayout {
  readonly id: string;
  readonly paidMinor: bigint;
  readonly paidCurrency: string;
}

/**
 * The payout of an open request is back, in the caller's transaction. A confirmed one is done, and its creator is told why; one that only
 * waited for a second person has nothing left to do.
 */
export async function endTakeBack(
  services: Services,
  tx: Tx,
  takeBack: TakeBackRow,
  payout: ReturnedPayout,
): Promise<void> {
  const endedAt = services.clock.now();
  if (takeBack.status !== "confirmed") {
    await updateTakeBack(tx, takeBack.id, { status: "withdrawn", endedAt, problem: "The money came back by itself." });
    return;
  }
  await updateTakeBack(tx, takeBack.id, { status: "taken-back", endedAt, problem: null });
  const recipient = await findRecipient(tx, payout.id);
  if (!recipient) return;
  await enqueueMail(services, tx, "payout-taken-back", recipient.email, {
    creatorName: recipient.name,
    amount: { minor: payout.paidMinor.toString(), currency: payout.paidCurrency },
    reason: takeBack.reason,
    payoutId: payout.id,
  });
}
