import { lockCreator } from "#app/payees/payee-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { composeInvoice, composeReversal, type InvoiceNumber } from "./compose-invoice.ts";
import { invoiceName, type InvoiceContent } from "./invoice.ts";
import * as store from "./self-billing-store.server.ts";
import type { DuePayment } from "./self-billing-store.server.ts";
import { openInvoice, openSupplier, sealInvoice } from "./tax-secrets.server.ts";
import { dayIn, yearOf } from "./tax-year.ts";
import { splitWithheld } from "./withholding.ts";

/** Payments looked at in one run; the next run takes the rest. */
const MAX_PAYMENTS_PER_RUN = 1_000;

/**
 * Issues what is due: an invoice or credit note for each brand's part of payouts that arrived since their creator agreed, and the paper
 * that takes one back whose payout came back. A brand that has not said who it is on invoices waits; nothing else does. Run twice, it
 * issues once.
 */
export async function issueInvoices(services: Services): Promise<{ issuedCount: number }> {
  const creatorIds = await services.db.inPlatform(async (tx) => {
    const due = await store.findDuePayments(tx, null, MAX_PAYMENTS_PER_RUN);
    const returned = await store.findPapersOfReturned(tx, null, MAX_PAYMENTS_PER_RUN);
    return [...new Set([...due, ...returned].map(({ creatorId }) => creatorId))];
  });
  let issuedCount = 0;
  for (const creatorId of creatorIds) {
    issuedCount += await services.db.inPlatform((tx) => issueOf(services, tx, creatorId));
  }
  return { issuedCount };
}

/** All papers of one creator, whose row is locked, so that the numbers follow each other. */
async function issueOf(services: Services, tx: Tx, creatorId: string): Promise<number> {
  await lockCreator(tx, creatorId);
  let issuedCount = 0;
  for (const payment of await store.findDuePayments(tx, creatorId, MAX_PAYMENTS_PER_RUN)) {
    if (await issueFor(services, tx, payment)) issuedCount += 1;
  }
  for (const paper of await store.findPapersOfReturned(tx, creatorId, MAX_PAYMENTS_PER_RUN)) {
    const number = await numberOf(services, tx, creatorId);
    const original = JSON.parse(openInvoice(services, paper.contentEncrypted)) as InvoiceContent;
    await keep(services, tx, number, paper, paper.id, composeReversal(number, original));
    issuedCount += 1;
  }
  return issuedCount;
}

/** False when the brand must say who it is first. */
async function issueFor(services: Services, tx: Tx, payment: DuePayment): Promise<boolean> {
  const { creatorId, brandId, payoutId } = payment;
  const agreement = await store.findAgreement(tx, creatorId, payment.settledAt);
  const details = await store.findBrandInvoiceDetails(tx, brandId);
  if (!agreement?.supplierEncrypted || !details) return false;
  const corrected = payment.clawedBackCount > 0 ? await store.findCorrectedInvoices(tx, brandId, payoutId) : [];
  const number = await numberOf(services, tx, creatorId);
  const composed = composeInvoice(
    number,
    {
      ...payment,
      paidOn: dayIn(services.taxPayer.timeZone, payment.settledAt),
      withheldMinor: await withheldAt(tx, payment),
      correctedNames: corrected.map((each) => invoiceName(each.year, each.number)),
    },
    openSupplier(services, agreement.supplierEncrypted),
    store.partyOf(details),
  );
  if (!composed.ok) return false;
  const correctsId = composed.value.kind === "credit-note" ? (corrected.at(-1)?.id ?? null) : null;
  await keep(services, tx, number, payment, correctsId, composed.value);
  return true;
}

async function numberOf(services: Services, tx: Tx, creatorId: string): Promise<InvoiceNumber> {
  const issuedOn = dayIn(services.taxPayer.timeZone, services.clock.now());
  const year = yearOf(issuedOn);
  return { year, number: await store.nextInvoiceNumber(tx, creatorId, year), issuedOn };
}

/** The brand's part of what was withheld of the payout, as the ledger split it. */
async function withheldAt(tx: Tx, { payoutId, brandId, withheldMinor }: DuePayment): Promise<bigint> {
  if (withheldMinor === 0n) return 0n;
  const brandParts = await store.findBrandParts(tx, payoutId);
  const split = splitWithheld(
    brandParts.map(({ amountMinor }) => amountMinor),
    withheldMinor,
  );
  return split[brandParts.findIndex((part) => part.brandId === brandId)] ?? 0n;
}

interface PaperOf {
  readonly brandId: string;
  readonly creatorId: string;
  readonly payoutId: string;
}

async function keep(
  services: Services,
  tx: Tx,
  { year, number }: InvoiceNumber,
  { brandId, creatorId, payoutId }: PaperOf,
  correctsId: string | null,
  content: InvoiceContent,
): Promise<void> {
  await store.insertInvoice(tx, {
    ...{ brandId, id: services.newId(), creatorId, payoutId, kind: content.kind, correctsId, year, number },
    currency: content.currency,
    totalMinor: BigInt(content.totalMinor),
    vatMinor: BigInt(content.vat.vatMinor),
    contentEncrypted: sealInvoice(services, JSON.stringify(content)),
    issuedAt: services.clock.now(),
  });
}
