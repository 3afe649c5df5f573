import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { lockFunds } from "#app/billing/funds-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMails } from "#app/notices/enqueue-mail.server.ts";
import type { ApiRail } from "#app/platform/api-rails/api-rail.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { insertBatchFile } from "./batch-file-store.server.ts";
import { lockBatch, markApprovalVoid, markSent, type BatchRow } from "./batch-store.server.ts";
import { findContentChange } from "./check-content.server.ts";
import { insertParcels } from "./parcel-store.server.ts";
import { accountInWords } from "#app/payees/payee-kinds.ts";
import { openAccount, openPayeeText } from "#app/payees/payee-secrets.server.ts";
import { findSealedPayments, type SealedPayment } from "#app/payees/payee-store.server.ts";
import type { PaymentBatch } from "#app/rails/payment.ts";
import { findPayouts, type PayoutToPost } from "./payout-store.server.ts";
import { planParcels } from "./plan-parcels.ts";
import { lockPositions, movePositions } from "./position-store.server.ts";
import { brandsOf, postPayouts } from "./post-payouts.server.ts";
import type { FileRail } from "#app/rails/rail-port.ts";
import { railNamed } from "#app/rails/rails.server.ts";
import { sendParcelJob } from "./send-parcel.job.server.ts";

export type SendRefusal =
  "unknown-batch" | "already-sent" | "not-approved" | "content-changed" | "no-debtor" | "rail-not-configured";

/**
 * Releases an approved batch, once: the money moves from payable to in transit in the ledger, and the files, or the calls to a provider,
 * are made from exactly what was approved. Content that changed since voids the approval and nothing is sent.
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
    const rail = railNamed(services, batch.rail);
    if (rail === null) return refused("rail-not-configured");
    if (rail.kind === "file" && !rail.isReady)
      return refused(batch.rail === "sepa" ? "no-debtor" : "rail-not-configured");
    const payouts = await findPayouts(tx, { batchId });
    const payoutIds = payouts.map((payout) => payout.id);
    await lockPositions(tx, payoutIds);
    await lockFunds(tx, brandsOf(payouts));
    const event = { brandId: null, actorUserId: userId, subjectId: batchId };
    const change = await findContentChange(services, tx, batch);
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
    const payments = await findSealedPayments(tx, { batchId });
    const handedOver =
      rail.kind === "file"
        ? await writeFiles(services, tx, { rail, batch, payments, sentAt })
        : await planCalls(services, tx, rail, batchId, payments);
    await tellCreators(services, tx, payouts, payments, sentAt);
    await recordAuditEvent(services, tx, {
      ...event,
      action: "batch.sent",
      detail: { payouts: payouts.length, ...handedOver },
    });
    return done({ name: batch.name, payoutCount: payouts.length });
  });
}

interface FilesToWrite {
  readonly rail: FileRail;
  readonly batch: BatchRow;
  readonly payments: readonly SealedPayment[];
  readonly sentAt: Date;
}

/** Writes and keeps the batch's files. Returns the hash of each, by format and part. */
async function writeFiles(
  services: Services,
  tx: Tx,
  { rail, batch, payments, sentAt }: FilesToWrite,
): Promise<Record<string, string>> {
  const content: PaymentBatch = {
    name: batch.name,
    sentAt,
    payments: payments.map((payment) => ({
      payoutId: payment.payoutId,
      creatorName: payment.creatorName,
      currency: payment.currency,
      amountMinor: payment.amountMinor,
      holderName: openPayeeText(services, payment.holderNameEncrypted),
      account: openAccount(services, payment),
    })),
  };
  const hashes: Record<string, string> = {};
  for (const { format, part, content: text } of rail.write(content)) {
    const hash = sha256(text);
    await insertBatchFile(tx, {
      batchId: batch.id,
      format,
      part,
      content: services.keys.encrypt("batch-file", text),
      sha256: hash,
      createdAt: sentAt,
    });
    hashes[part === "" ? format : `${format} ${part}`] = hash;
  }
  return hashes;
}

/** The calls to the provider, each a job that exists exactly when the batch is sent. */
async function planCalls(
  services: Services,
  tx: Tx,
  rail: ApiRail,
  batchId: string,
  payments: readonly SealedPayment[],
): Promise<{ calls: number }> {
  const parcels = planParcels(
    rail.parcel,
    batchId,
    payments.map(({ payoutId, currency }) => ({ id: payoutId, currency })),
  );
  await insertParcels(tx, parcels);
  await services.queue.enqueueAll(
    tx,
    sendParcelJob,
    parcels.map(({ id }) => ({ parcelId: id })),
  );
  return { calls: parcels.length };
}

async function tellCreators(
  services: Services,
  tx: Tx,
  payouts: readonly PayoutToPost[],
  payments: readonly SealedPayment[],
  sentAt: Date,
): Promise<void> {
  const lineCounts = new Map(
    payouts.map((payout) => [payout.id, payout.brands.reduce((sum, brand) => sum + brand.lineCount, 0)]),
  );
  const mails = payments.map((payment) => ({
    to: payment.creatorEmail,
    props: {
      creatorName: payment.creatorName,
      amount: { minor: payment.amountMinor.toString(), currency: payment.currency },
      commissionCount: lineCounts.get(payment.payoutId) ?? 1,
      account: accountInWords(payment.kind, payment.accountEnding),
      statementMonth: sentAt.toISOString().slice(0, 7),
    },
  }));
  await enqueueMails(services, tx, "payout-sent", mails);
}
