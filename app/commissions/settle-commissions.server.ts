import type { Tx } from "#db/client.server.ts";
import type { Credit } from "#app/attribution/decision.ts";
import { findRate } from "#app/currencies/rate-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  isRise,
  isUsedUp,
  limitOf,
  lockBudgets,
  pauseCampaign,
  spend,
  type Budgets,
  type EarnedCredit,
} from "./budgets-in-use.server.ts";
import type { CommissionRecord, EarningPartnership } from "./commission-store.server.ts";
import { chooseCurrency, inCurrency, type RateOf } from "./choose-currency.ts";
import { draftMove, type CommissionMove } from "./draft-move.ts";
import { grantFromBudget, type GrantedLine } from "./grant-from-budget.ts";
import { shouldEarn, type EarningSale } from "./should-earn.ts";
import { termsOfSale } from "./terms-of-sale.ts";

/** A sale as it stands now, for the commissions on it. The caller holds the sale's lock. */
export interface SettledSale extends EarningSale {
  readonly saleId: string;
  readonly placedAt: Date;
  /** When it is settled. */
  readonly at: Date;
  /** What stops an approval although the hold is over; null for nothing. */
  readonly blockedBy: CommissionRecord["blockedBy"];
  readonly credits: readonly Credit[];
  /** Those that exist already, locked. */
  readonly commissions: readonly CommissionRecord[];
}

/**
 * What brings every commission of these sales of a brand to what it should have earned by now, also of those who are no longer credited.
 * Sales are granted from a budget in the order given, as if each came by itself.
 *
 * @param partnerships everybody who is credited with one of the sales.
 */
export async function settleCommissions(
  services: Services,
  tx: Tx,
  brandId: string,
  sales: readonly SettledSale[],
  partnerships: ReadonlyMap<string, EarningPartnership>,
): Promise<CommissionMove[]> {
  const rateOf = rememberRates(tx);
  const earned: EarnedCredit[][] = [];
  for (const sale of sales) earned.push(await earnCredits(services, brandId, sale, partnerships, rateOf));
  const budgets = await lockBudgets(tx, brandId, earned.flat());
  const moves: (CommissionMove | null)[] = [];
  for (const [index, sale] of sales.entries()) {
    const credits = earned[index] ?? [];
    for (const credit of credits) moves.push(await moveCredit(services, tx, sale, credit, budgets));
    const credited = new Set(credits.map(({ partnership }) => partnership.id));
    for (const commission of sale.commissions) {
      if (credited.has(commission.partnershipId)) continue;
      spend(budgets, commission, -commission.earnedMinor);
      moves.push(withdrawCommission(sale, commission));
    }
  }
  return moves.filter((move) => move !== null);
}

async function earnCredits(
  services: Services,
  brandId: string,
  sale: SettledSale,
  partnerships: ReadonlyMap<string, EarningPartnership>,
  rateOf: RateOf,
): Promise<EarnedCredit[]> {
  const allBps = sale.credits.map(({ shareBps }) => shareBps);
  const earned: EarnedCredit[] = [];
  for (const [index, credit] of sale.credits.entries()) {
    const partnership = partnerships.get(credit.partnershipId);
    if (!partnership) throw new Error(`Partnership ${credit.partnershipId} does not exist.`);
    const terms = termsOfSale(partnership, sale.placedAt);
    const known = sale.commissions.find(({ partnershipId }) => partnershipId === partnership.id);
    const chosen = await chooseCurrency(sale, terms, known, rateOf);
    const stored = known ?? newCommission(services, brandId, sale, partnership, chosen.currency);
    const lines = shouldEarn(sale, terms, { allBps, index }, chosen.conversion);
    const { conversion } = chosen;
    earned.push({
      ...{ partnership, terms, conversion, lines },
      commission: inCurrency(stored, chosen),
      isNew: known === undefined,
    });
  }
  return earned;
}

async function moveCredit(
  services: Services,
  tx: Tx,
  sale: SettledSale,
  credit: EarnedCredit,
  budgets: Budgets,
): Promise<CommissionMove | null> {
  const { commission, terms, isNew } = credit;
  const granted = grantLines(credit, budgets);
  const move = draftMove(commission, {
    lines: granted.map((line) => ({ ...line, termsId: terms.id })),
    status: commission.status,
    blockedBy: credit.conversion?.rate === null ? "no-exchange-rate" : sale.blockedBy,
    holdUntil: addDays(sale.placedAt, terms.holdDays),
    because: isNew ? "the sale was credited to this partnership" : "the facts of the sale changed",
    occurredAt: isNew ? sale.placedAt : sale.at,
    at: sale.at,
    isNew,
  });
  const budget = budgets.get(commission.campaignId);
  if (budget && isUsedUp(budget, credit)) await pauseCampaign(services, tx, commission, budget, sale.at);
  if (move) spend(budgets, move.row, move.row.earnedMinor - commission.earnedMinor);
  return move;
}

/** Grants what the terms give. Only a rise asks the budget; what was granted once stays granted. */
function grantLines(credit: EarnedCredit, budgets: Budgets): GrantedLine[] {
  const { commission, lines } = credit;
  const budget = budgets.get(commission.campaignId);
  const limitMinor = budget && isRise(credit) ? limitOf(budget, commission) : null;
  return grantFromBudget(lines, commission.currency, { limitMinor, currency: budget?.currency ?? commission.currency });
}

/** The decision on the sale no longer credits this partnership: everything is taken back. */
function withdrawCommission(sale: SettledSale, commission: CommissionRecord): CommissionMove | null {
  return draftMove(commission, {
    lines: commission.lines.map(({ saleLineId, termsId }) => ({
      saleLineId,
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
    occurredAt: sale.at,
    at: sale.at,
  });
}

/** Each rate is read once, however many sales of a day are settled together. */
function rememberRates(tx: Tx): RateOf {
  const known = new Map<string, ReturnType<RateOf>>();
  return (from, to, at) => {
    const key = `${from} ${to} ${at.toISOString().slice(0, "2026-06-01".length)}`;
    const rate = known.get(key) ?? findRate(tx, from, to, at);
    known.set(key, rate);
    return rate;
  };
}

function newCommission(
  services: Services,
  brandId: string,
  sale: SettledSale,
  partnership: EarningPartnership,
  currency: string,
): CommissionRecord {
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
    saleOccurredAt: sale.placedAt,
    createdAt: sale.at,
    updatedAt: sale.at,
    lines: [],
  };
}
