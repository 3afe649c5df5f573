import { beforeCommit } from "#db/before-commit.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Credit } from "#app/attribution/decision.ts";
import { findRate } from "#app/currencies/rate-store.server.ts";
import { looksBack } from "#app/campaigns/rulebook.ts";
import { addDays } from "#app/kit/clock.ts";
import { wavesOf } from "#app/kit/waves-of.ts";
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
import type { CommissionRecord } from "./commission-store.server.ts";
import type { EarningPartnership } from "./earning-partnership-store.server.ts";
import { awaitsRate, chooseCurrency, inCurrency, type RateOf } from "./choose-currency.ts";
import { draftMove, type CommissionMove } from "./draft-move.ts";
import type { EarningSale } from "./earning.ts";
import { findLater, type SaleStanding } from "./find-later.ts";
import { grantFromBudget, type GrantedLine } from "./grant-from-budget.ts";
import { risesLast } from "./rises-last.ts";
import { progressFor, type AnsweredProgress, type LaterSales, type PersonsOrders } from "./progress-store.server.ts";
import { readProgress } from "./read-progress.server.ts";
import { saveMoves } from "./save-moves.server.ts";
import { shouldEarn } from "./should-earn.ts";
import { termsOfSale } from "./terms-of-sale.ts";

/** A sale as it stands now, for the commissions on it. The caller holds the sale's lock. */
export interface SettledSale extends EarningSale {
  readonly saleId: string;
  readonly person: PersonsOrders;
  /** When it is settled. */
  readonly at: Date;
  /** What stops an approval although the hold is over; null for nothing. */
  readonly blockedBy: CommissionRecord["blockedBy"];
  readonly credits: readonly Credit[];
  /** Those that exist already, locked. */
  readonly commissions: readonly CommissionRecord[];
}

/**
 * Brings every commission of these sales of a brand to what it should have earned by now, also of those who are no longer credited. Sales are
 * granted from a budget in the order given, as if each came by itself; where terms look at a creator's other sales, those of one
 * creator are settled one after another.
 *
 * @param partnerships everybody who is or was credited with one of the sales.
 * @returns for each sale which later ones must be settled again, because their terms look at it and it counts for something else now.
 */
export async function settleCommissions(
  services: Services,
  tx: Tx,
  brandId: string,
  sales: readonly SettledSale[],
  partnerships: ReadonlyMap<string, EarningPartnership>,
): Promise<LaterSales[][]> {
  const ofSale = new Map(sales.map((sale) => [sale, partnershipsOf(sale, partnerships)]));
  const lookingBack = (sale: SettledSale) => (ofSale.get(sale) ?? []).filter(({ terms }) => terms.some(looksBack));
  const keepsOrder = [...partnerships.values()].some(({ hasBudget }) => hasBudget);
  const later = new Map<SettledSale, LaterSales[]>();
  for (const wave of wavesOf(sales, (sale) => lookingBack(sale).map(({ id }) => id), keepsOrder)) {
    const asked = wave.map((sale) => ({ sale, partnerships: lookingBack(sale) }));
    const progress = await readProgress(tx, brandId, asked);
    const moved = await moveTogether(services, tx, brandId, wave, { partnerships, progress });
    beforeCommit(tx, saveMoves(services, tx, brandId, moved.moves));
    for (const { sale, standings } of moved.standings) {
      later.set(sale, laterOf(sale, ofSale.get(sale) ?? [], standings, progress));
    }
  }
  return sales.map((sale) => later.get(sale) ?? []);
}

function partnershipsOf(sale: SettledSale, known: ReadonlyMap<string, EarningPartnership>): EarningPartnership[] {
  const ids = new Set([...sale.credits, ...sale.commissions].map(({ partnershipId }) => partnershipId));
  return [...ids].map((id) => {
    const partnership = known.get(id);
    if (!partnership) throw new Error(`Partnership ${id} does not exist.`);
    return partnership;
  });
}

type Standings = ReadonlyMap<string, SaleStanding>;

interface Surroundings {
  readonly partnerships: ReadonlyMap<string, EarningPartnership>;
  readonly progress: readonly AnsweredProgress[];
}

/** The moves of sales of which none looks at the other, and what each counts for now by partnership. */
async function moveTogether(
  services: Services,
  tx: Tx,
  brandId: string,
  sales: readonly SettledSale[],
  around: Surroundings,
): Promise<{ moves: CommissionMove[]; standings: { sale: SettledSale; standings: Standings }[] }> {
  const rateOf = rememberRates(tx);
  const earned: EarnedCredit[][] = [];
  for (const sale of sales) earned.push(await earnCredits(services, brandId, sale, around, rateOf));
  const budgets = await lockBudgets(tx, brandId, earned.flat());
  const moves: (CommissionMove | null)[] = [];
  const standings: { sale: SettledSale; standings: Standings }[] = [];
  for (const [index, sale] of sales.entries()) {
    const credits = earned[index] ?? [];
    const own = new Map(credits.map(({ partnership, standing }) => [partnership.id, standing]));
    // Who gives back comes first, so that who gets more of the same sale finds it in the budget: settling once more would find it too.
    for (const commission of sale.commissions) {
      if (own.has(commission.partnershipId)) continue;
      spend(budgets, commission, -commission.earnedMinor);
      moves.push(withdrawCommission(sale, commission));
      own.set(commission.partnershipId, { ...countsForNothing, placedAt: sale.placedAt });
    }
    for (const credit of risesLast(credits, isRise)) {
      moves.push(await moveCredit(services, tx, sale, credit, budgets));
    }
    standings.push({ sale, standings: own });
  }
  return { moves: moves.filter((move) => move !== null), standings };
}

const countsForNothing = { countsAsSale: false, netMinor: 0n, earnedMinor: 0n, bonusMinor: 0n };

function laterOf(
  sale: SettledSale,
  partnerships: readonly EarningPartnership[],
  standings: Standings,
  progress: readonly AnsweredProgress[],
): LaterSales[] {
  return partnerships.flatMap(({ id, terms }) => {
    const after = standings.get(id);
    const { isFollowed } = progressFor(progress, sale.saleId, id);
    const later = after && findLater(terms, standingOf(sale, id), after, isFollowed);
    return later ? [{ ...later, partnershipId: id, saleId: sale.saleId }] : [];
  });
}

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

async function earnCredits(
  services: Services,
  brandId: string,
  sale: SettledSale,
  { partnerships, progress }: Surroundings,
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
    const before = progressFor(progress, sale.saleId, partnership.id);
    const { lines, counted } = shouldEarn(sale, terms, { allBps, index }, chosen.conversion, before);
    earned.push({
      ...{ partnership, terms, lines, standing: { ...counted, placedAt: sale.placedAt } },
      isAwaitingRate: awaitsRate(chosen, terms, lines),
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
    blockedBy: credit.isAwaitingRate ? "no-exchange-rate" : sale.blockedBy,
    holdUntil: addDays(sale.placedAt, terms.holdDays),
    because: isNew ? "the sale was credited to this partnership" : "the facts of the sale changed",
    occurredAt: isNew ? sale.placedAt : sale.at,
    at: sale.at,
    isNew,
    standing: credit.standing,
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
    occurredAt: sale.at,
    at: sale.at,
    standing: { ...countsForNothing, placedAt: sale.placedAt },
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
    riskPoints: 0,
    riskAssessedAt: null,
    saleOccurredAt: sale.placedAt,
    countsAsSale: false,
    soldNetMinor: 0n,
    soldEarnedMinor: 0n,
    soldBonusMinor: 0n,
    createdAt: sale.at,
    updatedAt: sale.at,
    lines: [],
  };
}
