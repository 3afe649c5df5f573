import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf, type Tx } from "#db/client.server.ts";
import { confirmAboveMinor } from "./bank-transfer-limit.ts";
import { bookFunding } from "./book-funding.server.ts";
import { NOTHING_FUNDED } from "./draft-funding.ts";
import type { BankTransferRefusal, RecordBankTransfer } from "./record-bank-transfer.ts";
import { insertTopUp, lockTopUp, updateTopUp, type TopUpRow } from "./top-up-store.server.ts";

/**
 * A transfer that stands on the platform's bank statement. Up to the limit it is in the balance at once; above it waits for a second
 * person. The bank's reference is taken once per brand.
 */
export async function recordBankTransfer(
  services: Services,
  { userId, brandId, amountMinor, currency, bankReference }: RecordBankTransfer & { readonly userId: string },
): Promise<Outcome<{ topUpId: string; isWaiting: boolean }, "unknown-brand" | "already-recorded">> {
  const topUpId = services.newId();
  const isWaiting = amountMinor > confirmAboveMinor(currency);
  try {
    return await services.db.inBrand(brandId, async (tx) => {
      const topUp = { brandId, id: topUpId, source: "bank", currency, amountMinor, bankReference } as const;
      const requested = { requestedBy: userId, requestedAt: services.clock.now() };
      await insertTopUp(tx, { ...topUp, ...requested, status: "waiting" });
      await note(services, tx, "bank-transfer.recorded", userId, { brandId, id: topUpId });
      if (!isWaiting) await receive(services, tx, brandId, topUpId);
      return done({ topUpId, isWaiting });
    });
  } catch (error) {
    if (constraintOf(error) === "top_ups_bank_reference_unique") return refused("already-recorded");
    if (constraintOf(error) === "top_ups_brand_id_brands_id_fk") return refused("unknown-brand");
    throw error;
  }
}

interface TransferDecision {
  readonly brandId: string;
  readonly topUpId: string;
  readonly userId: string;
}

/** The second person has seen the transfer on the bank's statement too: it is in the balance. */
export function confirmBankTransfer(services: Services, decision: TransferDecision) {
  return decide(services, decision, async (tx, { brandId, topUpId, userId }) => {
    await receive(services, tx, brandId, topUpId);
    await updateTopUp(tx, brandId, topUpId, { confirmedBy: userId, confirmedAt: services.clock.now() });
    await note(services, tx, "bank-transfer.confirmed", userId, { brandId, id: topUpId });
  });
}

/** There is no such transfer: nothing is booked, and its reference may be recorded afresh. Its own recorder may say so too. */
export function declineBankTransfer(services: Services, decision: TransferDecision) {
  return decide(
    services,
    decision,
    async (tx, { brandId, topUpId, userId }) => {
      await updateTopUp(tx, brandId, topUpId, { status: "declined" });
      await note(services, tx, "bank-transfer.declined", userId, { brandId, id: topUpId });
    },
    true,
  );
}

async function decide(
  services: Services,
  decision: TransferDecision,
  act: (tx: Tx, decision: TransferDecision) => Promise<void>,
  mayBeRecorder = false,
): Promise<Outcome<null, Exclude<BankTransferRefusal, "unknown-brand" | "already-recorded">>> {
  return services.db.inBrand(decision.brandId, async (tx) => {
    const topUp = await lockTopUp(tx, decision.brandId, decision.topUpId);
    if (!topUp || topUp.source !== "bank") return refused("unknown-transfer");
    if (topUp.status !== "waiting") return refused("not-waiting");
    if (topUp.requestedBy === decision.userId && !mayBeRecorder) return refused("recorded-by-you");
    await act(tx, decision);
    return done(null);
  });
}

async function receive(services: Services, tx: Tx, brandId: string, topUpId: string): Promise<void> {
  const topUp = await lockTopUp(tx, brandId, topUpId);
  if (!topUp) throw new Error("A transfer that was just recorded is missing.");
  await bookFunding(services, tx, topUp, { ...NOTHING_FUNDED, receivedMinor: topUp.amountMinor });
  await updateTopUp(tx, brandId, topUpId, { status: "received" });
}

function note(services: Services, tx: Tx, action: string, userId: string, topUp: Pick<TopUpRow, "brandId" | "id">) {
  return recordAuditEvent(services, tx, { brandId: topUp.brandId, actorUserId: userId, action, subjectId: topUp.id });
}
