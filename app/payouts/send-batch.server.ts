import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { insertBatchFile } from "./batch-file-store.server.ts";
import { lockBatch, markApprovalVoid, markSent, type BatchRow } from "./batch-store.server.ts";
import { findContentChange } from "./check-content.server.ts";
import { openPayeeText } from "./payee-secrets.server.ts";
import { findSealedPayments, type SealedPayment } from "./payee-store.server.ts";
import type { PaymentBatch } from "./payment.ts";
import type { FileFormat } from "./payout.ts";
import { findPayouts, type PayoutToPost } from "./payout-store.server.ts";
import { lockPositions, movePositions } from "./position-store.server.ts";
import { postPayouts } from "./post-payouts.server.ts";
import { painVersions, writePainFile } from "./write-pain-file.server.ts";
import { writePaymentList } from "./write-payment-list.server.ts";

export type SendRefusal = "unknown-batch" | "already-sent" | "not-approved" | "content-changed" | "no-debtor";

/**
 * Releases an approved batch, once: the money moves from payable to in transit in the ledger, and the files are made from exactly what
 * was approved. Content that changed since voids the approval and nothing is sent.
 */
export async function sendBatch(
  services: Services,
  { batchId, userId }: { readonly batchId: string; readonly userId: string },
): Promise<Outcome<{ name: string; payoutCount: number }, SendRefusal>> {
  return services.db.inPlatform(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch) return refused("unknown-batch");
    if (batch.status === "sent") return refused("already-sent");
    if (batch.status !== "approved") return refused("not-approved");
    if (batch.rail === "sepa" && services.payoutDebtor === null) return refused("no-debtor");
    const payouts = await findPayouts(tx, { batchId });
    const payoutIds = payouts.map((payout) => payout.id);
    await lockPositions(tx, payoutIds);
    const event = { brandId: null, actorUserId: userId, subjectId: batchId };
    const change = await findContentChange(tx, batch);
    if (change !== null) {
      await markApprovalVoid(tx, batchId, change);
      await recordAuditEvent(services, tx, { ...event, action: "batch.approval-voided", detail: { reason: change } });
      return refused("content-changed", change);
    }
    const sentAt = services.clock.now();
    await postPayouts(services, tx, payouts, {
      kind: "sent",
      batchName: batch.name,
      rail: batch.rail,
      occurredAt: sentAt,
    });
    await movePositions(tx, payoutIds, "payable", "inTransit", sentAt);
    await markSent(tx, batchId, userId, sentAt);
    const payments = await findSealedPayments(tx, batch.id);
    const files = await writeFiles(services, tx, batch, payments, sentAt);
    await tellCreators(services, tx, batch, payouts, payments, sentAt);
    await recordAuditEvent(services, tx, {
      ...event,
      action: "batch.sent",
      detail: { payouts: payouts.length, ...files },
    });
    return done({ name: batch.name, payoutCount: payouts.length });
  });
}

/** Writes and keeps the batch's files. Returns the hash of each, by format. */
async function writeFiles(
  services: Services,
  tx: Tx,
  batch: BatchRow,
  sealed: readonly SealedPayment[],
  sentAt: Date,
): Promise<Record<string, string>> {
  const payments = sealed.map((payment) => ({
    payoutId: payment.payoutId,
    creatorName: payment.creatorName,
    amountMinor: payment.amountMinor,
    holderName: openPayeeText(services, payment.holderNameEncrypted),
    iban: openPayeeText(services, payment.ibanEncrypted),
  }));
  const content: PaymentBatch = { name: batch.name, currency: batch.currency, sentAt, payments };
  const hashes: Record<string, string> = {};
  for (const [format, text] of filesOf(services, batch, content)) {
    const hash = sha256(text);
    await insertBatchFile(tx, {
      batchId: batch.id,
      format,
      content: services.keys.encrypt("batch-file", text),
      sha256: hash,
      createdAt: sentAt,
    });
    hashes[format] = hash;
  }
  return hashes;
}

function filesOf(services: Services, batch: BatchRow, content: PaymentBatch): [FileFormat, string][] {
  if (batch.rail === "manual") return [["csv", writePaymentList(content)]];
  const debtor = services.payoutDebtor;
  if (debtor === null) throw new Error("A SEPA batch was to be written without the account it is paid from.");
  return painVersions.map((version) => [version, writePainFile(version, content, debtor)]);
}

async function tellCreators(
  services: Services,
  tx: Tx,
  batch: BatchRow,
  payouts: readonly PayoutToPost[],
  payments: readonly SealedPayment[],
  sentAt: Date,
): Promise<void> {
  const lineCounts = new Map(
    payouts.map((payout) => [payout.id, payout.brands.reduce((sum, brand) => sum + brand.lineCount, 0)]),
  );
  for (const payment of payments) {
    await enqueueMail(services, tx, "payout-sent", payment.creatorEmail, {
      creatorName: payment.creatorName,
      amount: { minor: payment.amountMinor.toString(), currency: batch.currency },
      commissionCount: lineCounts.get(payment.payoutId) ?? 1,
      ibanEnding: payment.ibanEnding,
      statementMonth: sentAt.toISOString().slice(0, 7),
    });
  }
}
