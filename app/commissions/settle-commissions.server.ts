import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Credit } from "#app/attribution/decision.ts";
import { findRate } from "#app/currencies/rate-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  findEarningPartnerships,
  lockBudget,
  pauseForBudget,
  type CommissionRecord,
  type EarningPartnership,
} from "./commission-store.server.ts";
import { awaitsRate, chooseCurrency, inCurrency } from "./choose-currency.ts";
import type { EarnedLine, EarningSale } from "./earning.ts";
import { findLater, type SaleStanding } from "./find-later.ts";
import { grantFromBudget, type GrantedLine } from "./grant-from-budget.ts";
import { moveCommission } from "./move-commission.server.ts";
import { progressFor, type AnsweredProgress, type LaterSales, type PersonsOrders } from "./progress-store.server.ts";
import { readProgress } from "./read-progress.server.ts";
import { shouldEarn } from "./should-earn.ts";
import { termsOfSale } from "./terms-of-sale.ts";

/** A sale as it stands now, for the commissions on it. The caller holds the sale's lock. */
export interface SettledSale extends EarningSale {
  readonly saleId: string;
  readonly person: PersonsOrders;
  /** What stops an approval although the hold is over; null for nothing. */
  readonly blockedBy: CommissionRecord["blockedBy"];
  readonly credits: readonly Credit[];
  /** Those that exist already, locked. */
  readonly commissions: readonly CommissionRecord[];
}

/**
 * Brings every commission of a sale to what it should have earned by now, also of those who are no longer credited. Returns which later
 * sales must be settled again, because their terms look at this one and it counts for something else now.
 */
export async function settleCommissions(
  services: Services,
  tx: Tx,
  brandId: string,
  sale: SettledSale,
): Promise<LaterSales[]> {
  const ids = [...sale.credits, ...sale.commissions].map(({ partnershipId }) => partnershipId);
  const partnerships = await findEarningPartnerships(tx, brandId, [...new Set(ids)]);
  const progress = await readProgress(tx, brandId, sale, partnerships);
  const standings = new Map<string, SaleStanding>();
  const allBps = sale.credits.map(({ shareBps }) => shareBps);
  for (const [index, credit] of sale.credits.entries()) {
    const partnership = partnerships.find(({ id }) => id === credit.partnershipId);
    if (!partnership) throw new Error(`Partnership ${credit.partnershipId} does not exist.`);
    const ofPartnership = progressFor(progress, sale.saleId, partnership.id);
    const share = { allBps, index };
    standings.set(partnership.id, await settleCredit(services, tx, brandId, sale, partnership, share, ofPartnership));
  }
  const credited = new Set(sale.credits.map(({ partnershipId }) => partnershipId));
  for (const commission of sale.commissions) {
    if (credited.has(commission.partnershipId)) continue;
    await withdrawCommission(services, tx, sale, commission);
    standings.set(commission.partnershipId, { ...countsForNothing, placedAt: sale.placedAt });
  }
  return partnerships.flatMap(({ id, terms }) => {
    const after = standings.get(id);
    const { isFollowed } = progressFor(progress, sale.saleId, id);
    const later = after && findLater(terms, standingOf(sale, id), after, isFollowed);
    return later ? [{ ...later, partnershipId: id, saleId: sale.saleId }] : [];
  });
}

const countsForNothing = { countsAsSale: false, netMinor: 0n, earnedMinor: 0n, bonusMinor: 0n };

/** What the sale counted for before; undefined for a partnership that is only now credited. */
function standingOf(sale: SettledSale, partnershipId: string): SaleStanding | undefined {
  const known = sale.commissions.find((commission) => commission.partnershipId === partnershipId);
  return (
    known && {
      placedAt: known.saleOccurredAt,
      countsAsSale: known.countsAsSale,
      netMinor: known.soldNetMinor,
      earnedMinor: known.soldEarnedMinor,
      bonusMinor: known.soldBonusMinor,
    }
  );
}

async function settleCredit(
  services: Services,
  tx: Tx,
  brandId: string,
  sale: SettledSale,
  partnership: EarningPartnership,
  share: { allBps: readonly number[]; index: number },
  progress: AnsweredProgress,
): Promise<SaleStanding> {
  const terms = termsOfSale(partnership, sale.placedAt);
  const known = sale.commissions.find(({ partnershipId }) => partnershipId === partnership.id);
  const chosen = await chooseCurrency(sale, terms, known, (from, to, at) => findRate(tx, from, to, at));
  const stored = known ?? newCommission(services, brandId, sale, partnership, chosen.currency);
  const commission = inCurrency(stored, chosen);
  const { lines, counted } = shouldEarn(sale, terms, share, chosen.conversion, progress);
  const standing = { ...counted, placedAt: sale.placedAt };
  const granted = await grant(services, tx, partnership, commission, lines);
  await moveCommission(services, tx, commission, {
    lines: granted.map((line) => ({ ...line, termsId: terms.id })),
    status: commission.status,
    blockedBy: awaitsRate(chosen, terms, lines) ? "no-exchange-rate" : sale.blockedBy,
    holdUntil: addDays(sale.placedAt, terms.holdDays),
    because: known ? "the facts of the sale changed" : "the sale was credited to this partnership",
    occurredAt: known ? services.clock.now() : sale.placedAt,
    isNew: known === undefined,
    standing,
  });
  return standing;
}

/** Grants what the terms give. Only a rise asks the budget, and only then the campaign is locked; what was granted once stays granted. */
async function grant(
  services: Services,
  tx: Tx,
  partnership: EarningPartnership,
  commission: CommissionRecord,
  lines: readonly EarnedLine[],
): Promise<GrantedLine[]> {
  const unlimited = { limitMinor: null, currency: commission.currency };
  const calculated = sumMinor(lines.map(({ calculatedMinor }) => calculatedMinor));
  const isRise = commission.status !== "declined" && calculated > commission.earnedMinor;
  if (!partnership.hasBudget || !isRise) return grantFromBudget(lines, commission.currency, unlimited);
  const { brandId, campaignId } = commission;
  const { budgetMinor, currency, spentMinor } = await lockBudget(tx, brandId, campaignId, commission);
  if (budgetMinor === null) return grantFromBudget(lines, commission.currency, unlimited);
  const leftMinor = currency === commission.currency ? budgetMinor - spentMinor : 0n;
  const limitMinor = leftMinor > commission.earnedMinor ? leftMinor : commission.earnedMinor;
  const granted = grantFromBudget(lines, commission.currency, { limitMinor, currency });
  const isUsedUp = currency === commission.currency && calculated >= leftMinor;
  if (isUsedUp && (await pauseForBudget(tx, brandId, campaignId, services.clock.now()))) {
    const detail = { reason: "budget" };
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: null,
      action: "campaign.paused",
      subjectId: campaignId,
      detail,
    });
  }
  return granted;
}

/** The decision on the sale no longer credits this partnership: everything is taken back. */
async function withdrawCommission(
  services: Services,
  tx: Tx,
  sale: SettledSale,
  commission: CommissionRecord,
): Promise<void> {
  await moveCommission(services, tx, commission, {
    lines: commission.lines.map(({ saleLineId, part, termsId }) => ({
      saleLineId,
      part,
      termsId,
      originalNetMinor: 0n,
      remainingNetMinor: 0n,
      rateBps: null,
      calculatedMinor: 0n,
      earnedMinor: 0n,
      sentence: "The decision on this sale no longer credits this partnership; see its candidates.",
    })),
    status: commission.status,
    blockedBy: sale.blockedBy,
    holdUntil: commission.holdUntil,
    because: "the decision on the sale no longer credits this partnership",
    occurredAt: services.clock.now(),
    standing: { ...countsForNothing, placedAt: sale.placedAt },
  });
}

function newCommission(
  services: Services,
  brandId: string,
  sale: SettledSale,
  partnership: EarningPartnership,
  currency: string,
): CommissionRecord {
  const now = services.clock.now();
  return {
    brandId,
    id: services.newId(),
    saleId: sale.saleId,
    partnershipId: partnership.id,
    campaignId: partnership.campaignId,
    creatorId: partnership.creatorId,
    currency,
    calculatedMinor: 0n,
    earnedMinor: 0n,
    heldMinor: 0n,
    payableMinor: 0n,
    inTransitMinor: 0n,
    paidMinor: 0n,
    status: "held",
    revision: 0,
    holdUntil: sale.placedAt,
    blockedBy: sale.blockedBy,
    exchangeRate: null,
    exchangeRateDay: null,
    exchangeRateSource: null,
    riskPoints: 0,
    riskAssessedAt: null,
    saleOccurredAt: sale.placedAt,
    countsAsSale: false,
    soldNetMinor: 0n,
    soldEarnedMinor: 0n,
    soldBonusMinor: 0n,
    createdAt: now,
    updatedAt: now,
    lines: [],
  };
}
