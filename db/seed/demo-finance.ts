import type { Services } from "#app/platform/services.server.ts";
import { approveCommission, declineCommission, holdCommission } from "#app/commissions/decide-commission.server.ts";
import { loadRates } from "#app/currencies/load-rates.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { endToEndIdOf, paypalReferenceOf } from "#app/rails/payment.ts";
import type { Rail } from "#app/payouts/payout.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import { keepStatement } from "#app/reconciliation/keep-statement.server.ts";
import type { RailLine } from "#app/reconciliation/rail-statement.ts";
import { mustDo, type Founded } from "./demo-founding.ts";

interface Matured {
  readonly brand_id: string;
  readonly id: string;
}

/** The preparer works through what has matured: nearly all is approved, one is held and one declined. */
export async function reviewMatured(services: Services, { preparerId }: Founded): Promise<void> {
  const matured = await services.db.sql<Matured[]>`
    select brand_id, id from commissions
    where status = 'held' and hold_until <= ${services.clock.now()} and earned_minor > 0 and blocked_by is null
    order by sale_occurred_at, id`;
  for (const [index, { brand_id: brandId, id: commissionId }] of matured.entries()) {
    const decision = { brandId, commissionId, userId: preparerId };
    if (index === 3) {
      const note = "The shop says this parcel came back; we wait for its refund until Friday.";
      mustDo("hold a commission", await holdCommission(services, { ...decision, note }));
    } else if (index === 8) {
      const note = "The order was placed twice within a minute and the shop shipped it once.";
      mustDo("decline a commission", await declineCommission(services, { ...decision, reason: "duplicate", note }));
    } else {
      mustDo("approve a commission", await approveCommission(services, decision));
    }
  }
}

/** A batch of everything payable in euros to whom the rail reaches. */
export async function prepareEuroBatch(
  services: Services,
  { preparerId }: Founded,
  rail: Rail = "sepa",
): Promise<string> {
  const prepared = await prepareBatch(services, { rail, currency: "EUR", userId: preparerId });
  return mustDo("prepare a batch", prepared).batchId;
}

/** The approver releases a batch. */
export async function releaseBatch(services: Services, { approverId }: Founded, batchId: string): Promise<void> {
  mustDo("approve a batch", await approveBatch(services, { batchId, userId: approverId, roles: ["approver"] }));
  mustDo("send a batch", await sendBatch(services, { batchId, userId: approverId }));
}

/** What a euro costs in dollars, so that whoever has an account in the United States can be paid. */
export async function loadDemoRates(services: Services, from: Date, until: Date): Promise<void> {
  const [firstDay, lastDay] = [dayOf(from), dayOf(until)];
  await loadRates(services, [{ currency: "EUR", unitsPerDollar: "0.92", firstDay, lastDay, source: "Demo world" }]);
}

/**
 * The bank's statement of a batch: the smallest payout came back, a fee was kept from the next one, all others arrived, and the bank
 * charged for the file. The last two are differences that finance has to look into.
 */
export async function bookBankAnswer(services: Services, founded: Founded, batchId: string): Promise<void> {
  const payments = await paymentsOf(services, batchId);
  const bookedOn = dayOf(services.clock.now());
  const lines = payments.flatMap(({ id, paid_minor: minor, paid_currency: currency }, index): RailLine[] => {
    const line = { currency, reference: endToEndIdOf(id), bookedOn, bookingReference: "" };
    const amountMinor = BigInt(minor);
    if (index === 1) return [{ ...line, kind: "paid", amountMinor: amountMinor - KEPT_FEE_MINOR, reason: "" }];
    const left: RailLine = { ...line, kind: "paid", amountMinor, reason: "" };
    return index === 0 ? [left, { ...left, kind: "returned", reason: "AC04 Closed account number" }] : [left];
  });
  const fee = { kind: "paid", reference: "Bank charges", currency: "EUR", amountMinor: 4_50n } as const;
  await keepLines(services, founded, "sepa", [...lines, { ...fee, bookedOn, reason: "", bookingReference: "" }]);
}

/** PayPal's report of a batch, in which everything arrived. */
export async function bookPaypalAnswer(services: Services, founded: Founded, batchId: string): Promise<void> {
  const bookedOn = dayOf(services.clock.now());
  const lines = (await paymentsOf(services, batchId)).map((payment): RailLine => ({
    ...{ kind: "paid", reference: paypalReferenceOf(payment.id), currency: payment.paid_currency },
    ...{ amountMinor: BigInt(payment.paid_minor), bookedOn, reason: "", bookingReference: "" },
  }));
  await keepLines(services, founded, "paypal-file", lines);
}

async function keepLines(services: Services, { preparerId }: Founded, rail: Rail, lines: RailLine[]): Promise<void> {
  const now = services.clock.now();
  const statement = {
    ...({ rail, lines, format: rail === "sepa" ? "camt.053" : "csv" } as const),
    name: rail === "sepa" ? `statement-${dayOf(now)}.xml` : `paypal-${dayOf(now)}.csv`,
    ...{ periodFrom: dayOf(addDays(now, -DAYS_ON_STATEMENT)), periodUntil: dayOf(now) },
  } as const;
  const source = { contentHash: sha256(`${rail} ${dayOf(now)}`), userId: preparerId };
  mustDo("keep a statement", await keepStatement(services, statement, source));
}

const KEPT_FEE_MINOR = 35n;
const DAYS_ON_STATEMENT = 7;

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, "2026-06-01".length);
}

function paymentsOf(services: Services, batchId: string) {
  return services.db.sql<{ id: string; paid_minor: string; paid_currency: string }[]>`
    select id, paid_minor::text, paid_currency from payouts where batch_id = ${batchId} order by amount_minor`;
}
