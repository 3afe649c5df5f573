import type { Credit } from "../attribution/decision.ts";
import type { CommissionStatus } from "../commissions/commission.ts";
import type { ChosenCurrency, KeptCurrency } from "../commissions/choose-currency.ts";
import { grantFromBudget } from "../commissions/grant-from-budget.ts";
import type { EarningSale } from "../commissions/earning.ts";
import type { Progress } from "../commissions/progress.ts";
import { risesLast } from "../commissions/rises-last.ts";
import { shouldEarn } from "../commissions/should-earn.ts";
import { termsOfSale, type PaidPartnership } from "../commissions/terms-of-sale.ts";
import { sumMinor } from "../kit/money.ts";

/** What a commission stands at. */
export interface StandingCommission extends KeptCurrency {
  readonly partnershipId: string;
  readonly campaignId: string;
  readonly status: CommissionStatus;
  readonly earnedMinor: bigint;
}

/** A campaign's budget in the course of a replay. Campaigns without one are not in the book. */
export interface BudgetInUse {
  readonly budgetMinor: bigint;
  readonly currency: string;
  spentMinor: bigint;
}

export interface PaidSale extends EarningSale {
  readonly commissions: readonly StandingCommission[];
}

/**
 * What each credited partnership would earn on a sale that is credited anew, as settling it would post it: by the terms in force, up to what
 * the campaign's budget has left at this point of the replay, and nothing where a person declined it. Whoever is no longer credited gives
 * back what they had. Steps, bonuses and caps look at the creator's other sales as they stand now. The budgets are changed by it, in the order in which settling changes them.
 *
 * @returns by partnership; everybody credited before or now is in it.
 */
export function earnAgain(
  sale: PaidSale,
  credits: readonly Pick<Credit, "partnershipId" | "shareBps">[],
  partnershipOf: (id: string) => PaidPartnership & { readonly chosen: ChosenCurrency; readonly progress: Progress },
  budgets: ReadonlyMap<string, BudgetInUse>,
): Map<string, bigint> {
  const earned = new Map<string, bigint>();
  const allBps = credits.map(({ shareBps }) => shareBps);
  const credited = new Set(credits.map(({ partnershipId }) => partnershipId));
  for (const { partnershipId, campaignId, currency, earnedMinor } of sale.commissions) {
    if (credited.has(partnershipId)) continue;
    spend(budgets.get(campaignId), currency, -earnedMinor);
    earned.set(partnershipId, 0n);
  }
  const asked = credits.map(({ partnershipId }, index) => {
    const partnership = partnershipOf(partnershipId);
    const known = sale.commissions.find((commission) => commission.partnershipId === partnershipId);
    const { currency, conversion } = partnership.chosen;
    const terms = termsOfSale(partnership, sale.placedAt);
    const { lines } = shouldEarn(sale, terms, { allBps, index }, conversion, partnership.progress);
    const before = known?.earnedMinor ?? 0n;
    const isDeclined = known?.status === "declined";
    const isRise = !isDeclined && sumMinor(lines.map(({ calculatedMinor }) => calculatedMinor)) > before;
    return { partnershipId, budget: budgets.get(partnership.campaignId), currency, lines, before, isDeclined, isRise };
  });
  for (const { partnershipId, budget, currency, lines, before, isDeclined, isRise } of risesLast(
    asked,
    (one) => one.isRise,
  )) {
    const limitMinor = budget && isRise ? limitOf(budget, currency, before) : null;
    const granted = grantFromBudget(lines, currency, { limitMinor, currency: budget?.currency ?? currency });
    const after = isDeclined ? 0n : sumMinor(granted.map(({ earnedMinor }) => earnedMinor));
    spend(budget, currency, after - before);
    earned.set(partnershipId, after);
  }
  return earned;
}

/** What was granted once stays granted. */
function limitOf({ budgetMinor, currency, spentMinor }: BudgetInUse, earnedIn: string, before: bigint): bigint {
  const leftMinor = currency === earnedIn ? budgetMinor - (spentMinor - before) : 0n;
  return leftMinor > before ? leftMinor : before;
}

function spend(budget: BudgetInUse | undefined, currency: string, differenceMinor: bigint): void {
  if (budget && budget.currency === currency) budget.spentMinor += differenceMinor;
}
