import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockBudget, pauseForBudget, type CommissionRecord, type CommissionRow } from "./commission-store.server.ts";
import type { EarningPartnership } from "./earning-partnership-store.server.ts";
import type { EarnedLine } from "./earning.ts";
import type { SaleStanding } from "./find-later.ts";

/** What the terms give one credited partnership on one sale, before the campaign's budget. */
export interface EarnedCredit {
  readonly partnership: EarningPartnership;
  readonly terms: CampaignTerms;
  /** A rate is missing that what it earns is measured by. */
  readonly isAwaitingRate: boolean;
  /** As it stands, or as it is begun. */
  readonly commission: CommissionRecord;
  readonly isNew: boolean;
  readonly lines: readonly EarnedLine[];
  /** What the sale counts for when later sales ask. */
  readonly standing: SaleStanding;
}

/** What budgets have left in the course of settling, by campaign. Campaigns nobody asks more of are not among them. */
export type Budgets = ReadonlyMap<string, BudgetInUse>;

interface BudgetInUse {
  readonly budgetMinor: bigint;
  readonly currency: string;
  spentMinor: bigint;
  isPaused: boolean;
}

/** Only a rise asks the budget, and only then the campaign is locked; several in one order, so that nobody waits for each other. */
export async function lockBudgets(tx: Tx, brandId: string, earned: readonly EarnedCredit[]): Promise<Budgets> {
  const asked = earned.filter((credit) => credit.partnership.hasBudget && isRise(credit));
  const budgets = new Map<string, BudgetInUse>();
  for (const campaignId of [...new Set(asked.map(({ partnership }) => partnership.campaignId))].sort()) {
    const { budgetMinor, currency, spentMinor } = await lockBudget(tx, brandId, campaignId);
    if (budgetMinor !== null) budgets.set(campaignId, { budgetMinor, currency, spentMinor, isPaused: false });
  }
  return budgets;
}

/** The terms give more than was earned so far. */
export function isRise({ commission, lines }: EarnedCredit): boolean {
  return commission.status !== "declined" && calculatedOf(lines) > commission.earnedMinor;
}

function calculatedOf(lines: readonly EarnedLine[]): bigint {
  return sumMinor(lines.map(({ calculatedMinor }) => calculatedMinor));
}

/** What all others have left of the budget; nothing of one in another currency, for which there is no rate. */
function leftOf(budget: BudgetInUse, { currency, earnedMinor }: CommissionRecord): bigint {
  return budget.currency === currency ? budget.budgetMinor - (budget.spentMinor - earnedMinor) : 0n;
}

/** What was granted once stays granted. */
export function limitOf(budget: BudgetInUse, commission: CommissionRecord): bigint {
  const leftMinor = leftOf(budget, commission);
  return leftMinor > commission.earnedMinor ? leftMinor : commission.earnedMinor;
}

/** The credit asks for all that the budget has left, or more. */
export function isUsedUp(budget: BudgetInUse, credit: EarnedCredit): boolean {
  const { commission, lines } = credit;
  if (!isRise(credit) || budget.currency !== commission.currency) return false;
  return calculatedOf(lines) >= leftOf(budget, commission);
}

/** Counts what a commission earned more or less, where its budget is in use. */
export function spend(budgets: Budgets, commission: CommissionRow, differenceMinor: bigint): void {
  const budget = budgets.get(commission.campaignId);
  if (budget && budget.currency === commission.currency) budget.spentMinor += differenceMinor;
}

/** Pauses the campaign of a budget that is used up, once. */
export async function pauseCampaign(
  services: Services,
  tx: Tx,
  { brandId, campaignId }: CommissionRecord,
  budget: BudgetInUse,
  at: Date,
): Promise<void> {
  if (budget.isPaused) return;
  budget.isPaused = true;
  if (!(await pauseForBudget(tx, brandId, campaignId, at))) return;
  const detail = { reason: "budget" };
  await recordAuditEvent(services, tx, {
    ...{ brandId, actorUserId: null, action: "campaign.paused", subjectId: campaignId, detail },
  });
}
