import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { findFeeRates } from "#app/billing/fee-rates.server.ts";
import { costOf } from "#app/billing/platform-fee.ts";
import type { ExchangeRate } from "#app/currencies/exchange-rate.ts";
import { findRate } from "#app/currencies/rate-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sumMinor } from "#app/kit/money.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findWithholdings } from "#app/tax/find-withholdings.server.ts";
import { constraintOf, type Tx } from "#db/client.server.ts";
import { findApprovers } from "./approver-store.server.ts";
import { insertBatch, nextBatchName } from "./batch-store.server.ts";
import { hashContent } from "./hash-content.server.ts";
import { findAvailableFunds } from "./available-funds.server.ts";
import { composeBatch, type ComposedBatch } from "./compose-batch.ts";
import { isReachedBySepa } from "#app/payees/payee-account.ts";
import { openAccount } from "#app/payees/payee-secrets.server.ts";
import { findLatestPayees } from "#app/payees/payee-store.server.ts";
import { minimumIn, payoutTermsAt } from "./payout-terms.ts";
import { findOwnMinimums, findPayoutTerms } from "./payout-terms-store.server.ts";
import type { Rail, StoredSkip } from "./payout.ts";
import { findPayablePositions } from "./position-store.server.ts";
import { reachFaultOf } from "#app/rails/rail-port.ts";
import type { PrepareBatch, PrepareRefusal } from "./prepare-batch.ts";

export interface PreparedBatch {
  readonly batchId: string;
  readonly name: string;
  readonly payoutCount: number;
  readonly totalMinor: bigint;
  readonly skipped: ComposedBatch["skipped"];
}

/** Tries for a free name of the day when several people prepare at the same instant. */
const MAX_NAME_TRIES = 5;

/** Who would be paid and who would be skipped, as things stand: what the prepare page shows. Writes nothing. */
export async function previewBatch(services: Services, command: PrepareBatch): Promise<ComposedBatch> {
  const cutOffAt = command.cutOffAt ?? services.clock.now();
  return services.db.inPlatform((tx) => compose(services, tx, command.rail, command.currency, cutOffAt));
}

/** Freezes payouts to every creator with enough payable money and usable payee details. A commission is in one open batch at most. */
export async function prepareBatch(
  services: Services,
  command: PrepareBatch & { readonly userId: string },
): Promise<Outcome<PreparedBatch, PrepareRefusal>> {
  const now = services.clock.now();
  const cutOffAt = command.cutOffAt ?? now;
  if (cutOffAt.getTime() > now.getTime()) return refused("cut-off-in-the-future");
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await services.db.inPlatform((tx) => prepareIn(services, tx, { ...command, cutOffAt }));
    } catch (error) {
      if (constraintOf(error) === "payout_lines_open_unique") return refused("already-in-another-batch");
      if (constraintOf(error) !== "batches_name_unique" || attempt === MAX_NAME_TRIES) throw error;
    }
  }
}

/** Prepares inside the caller's transaction; preparing again does it together with cancelling. */
export async function prepareIn(
  services: Services,
  tx: Tx,
  command: { readonly userId: string; readonly rail: Rail; readonly currency: string; readonly cutOffAt: Date },
): Promise<Outcome<PreparedBatch, "nothing-to-pay">> {
  const { userId, rail, currency, cutOffAt } = command;
  const composed = await compose(services, tx, rail, currency, cutOffAt);
  if (composed.payouts.length === 0) return refused("nothing-to-pay");
  const preparedAt = services.clock.now();
  const payouts = composed.payouts.map((payout) => ({ ...payout, payoutId: services.newId() }));
  const batchId = services.newId();
  const name = await nextBatchName(tx, preparedAt.toISOString().slice(0, 10));
  const payees = await findLatestPayees(
    tx,
    payouts.map(({ creatorId }) => creatorId),
  );
  const contentHash = hashContent({ rail, currency, payouts }, payees);
  const skipped = composed.skipped.map(({ creatorId, reason, amountMinor, until, minimumMinor }): StoredSkip => ({
    creatorId,
    reason,
    amountMinor: amountMinor.toString(),
    until: until?.toISOString() ?? null,
    minimumMinor: minimumMinor?.toString() ?? null,
  }));
  await insertBatch(tx, {
    id: batchId,
    name,
    rail,
    currency,
    cutOffAt,
    preparedBy: userId,
    preparedAt,
    contentHash,
    skipped,
    payouts,
  });
  const totalMinor = sumMinor(payouts.map((payout) => payout.amountMinor));
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: "batch.prepared",
    subjectId: batchId,
    detail: {
      name,
      rail,
      currency,
      payouts: payouts.length,
      totalMinor: totalMinor.toString(),
      skipped: skipped.length,
    },
  });
  const { preparerName, approverEmails } = await findApprovers(tx, userId);
  for (const email of approverEmails) {
    const amount = { minor: totalMinor.toString(), currency };
    await enqueueMail(services, tx, "batch-waiting", email, {
      preparerName,
      batchId,
      amount,
      payoutCount: payouts.length,
    });
  }
  return done({ batchId, name, payoutCount: payouts.length, totalMinor, skipped: composed.skipped });
}

async function compose(
  services: Services,
  tx: Tx,
  rail: Rail,
  currency: string,
  cutOffAt: Date,
): Promise<ComposedBatch> {
  const now = services.clock.now();
  const positions = await findPayablePositions(tx, currency, cutOffAt);
  const payees = await findLatestPayees(tx, [...new Set(positions.map((position) => position.creatorId))]);
  const brandIds = [...new Set(positions.map(({ brandId }) => brandId))];
  const ratesOf = await findFeeRates(services, tx, brandIds);
  const withholdings = await findWithholdings(services, tx, [...payees.keys()]);
  const payoutTerms = payoutTermsAt(await findPayoutTerms(tx), now);
  const ownMinimums = await findOwnMinimums(tx, [...payees.keys()], currency);
  const wanted = new Set([...payees.values()].map((payee) => payee.currency));
  return composeBatch(
    positions,
    [...payees.values()].map((payee) => ({
      creatorId: payee.creatorId,
      payeeDetailsId: payee.id,
      usableFrom: payee.usableFrom,
      currency: payee.currency,
      ownMinimumMinor: ownMinimums.get(payee.creatorId) ?? null,
      reachFault: reachFaultOf(rail, openAccount(services, payee), payee.currency ?? currency, isReachedBySepa),
      withholding: withholdings.get(payee.creatorId) ?? null,
    })),
    {
      ...{ currency, minimumMinor: minimumIn(payoutTerms, currency), now },
      rates: await ratesTo(tx, currency, wanted, now),
      funds: {
        availableMinor: await findAvailableFunds(services, tx, brandIds, currency),
        costOf: (brandId, amountMinor) => costOf(amountMinor, ratesOf(brandId)),
      },
    },
  );
}

/** Today's rates out of a currency; those that are not known are left out. */
async function ratesTo(
  tx: Tx,
  from: string,
  wanted: ReadonlySet<string | null>,
  now: Date,
): Promise<Map<string, ExchangeRate>> {
  const rates = new Map<string, ExchangeRate>();
  for (const to of wanted) {
    if (to === null || to === from) continue;
    const rate = await findRate(tx, from, to, now);
    if (rate) rates.set(to, rate);
  }
  return rates;
}
