import type { Tx } from "#db/client.server.ts";
import { ruleOf } from "#app/attribution/decide-credit.ts";
import type { Credit, DecisionRule } from "#app/attribution/decision.ts";
import { judgeEvidence } from "#app/attribution/judge-evidence.ts";
import type { PolicyRules } from "#app/attribution/policy.ts";
import { isExcluded } from "#app/attribution/refuse-by-limits.ts";
import { chooseCurrency, type ChosenCurrency, type RateOf } from "#app/commissions/choose-currency.ts";
import { findProgress, keyAlone, progressFor, type AnsweredProgress } from "#app/commissions/progress-store.server.ts";
import { questionOf } from "#app/commissions/read-progress.server.ts";
import { termsOfSale } from "#app/commissions/terms-of-sale.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import { orderFactsOf } from "#app/sales/order-as-evidence.ts";
import { countsAsSale } from "#app/sales/sale-record.ts";
import { settleRefunds } from "#app/sales/settled-refunds.ts";
import { earnAgain, type BudgetInUse, type PaidSale } from "./earn-again.ts";
import { gatherEvidence, type GatheredEvidence } from "./gather-evidence.server.ts";
import type { PolicyTraits } from "./replayed-sale-store.server.ts";
import { areSameCredits, chainKeyOf, seesSale, type ReplayedSale } from "./replayed-sale.ts";
import type { Roster } from "./roster.server.ts";
import * as money from "./sale-money-store.server.ts";
import { walkCustomer, type Standing, type WalkedStep } from "./walk-customer.ts";

/** What all batches of one run share. */
export interface ReplayRun {
  readonly brandId: string;
  readonly rules: PolicyRules;
  readonly traits: PolicyTraits;
  readonly roster: Roster;
  readonly budgets: ReadonlyMap<string, BudgetInUse>;
  /** It settles what it finds, and does not only work out what that would change. */
  readonly isApplying: boolean;
}

interface Judgement {
  readonly credits: readonly Credit[];
  readonly rule: DecisionRule;
  /** By the policy that decided. */
  readonly excludedProducts: readonly string[];
}

/** A sale that is settled again where the replay is applied: it may be credited or paid otherwise. */
export interface Suspect {
  readonly sale: ReplayedSale;
  readonly standing: Standing;
  readonly judgement: Judgement;
}

/** Decides a batch of sales again and picks those whose settlement may differ. The sales of a customer are all in one batch, in order. */
export async function findSuspects(tx: Tx, run: ReplayRun, sales: readonly ReplayedSale[]): Promise<Suspect[]> {
  const evidence = await gatherEvidence(
    tx,
    run.brandId,
    sales.filter(({ when }) => when !== "before"),
    run.traits,
    run.roster,
  );
  // Who is bound stands in the credits of earlier sales, and their partnerships must be known to judge.
  await run.roster.meet(
    tx,
    sales.flatMap(({ credits, award }) =>
      [...credits, ...(award ? [award] : [])].map(({ partnershipId }) => partnershipId),
    ),
  );
  const chains = groupedBy(sales, chainKeyOf);
  const steps = [...chains.values()].flatMap((chain) => {
    const isOfGroup = chain.some(({ groupKey }) => groupKey !== null);
    return walkCustomer(
      chain,
      (sale, standing) => judge(run, evidence, sale, standing),
      isOfGroup ? seesSale : undefined,
    );
  });
  return steps.flatMap((step) => suspectOf(run, step));
}

function suspectOf(
  run: ReplayRun,
  { sale, standing, judgement, isFollowing }: WalkedStep<ReplayedSale, Judgement>,
): Suspect[] {
  if (judgement === null) return [];
  // What follows on a changed sale is settled whatever comes of it. That may also grant it more, once a budget has room again.
  const isSettled = isFollowing && (run.isApplying || run.budgets.size > 0);
  // The same creators may be credited by rules that exclude other products.
  const mayExclude = run.traits.looksAtProducts && judgement.credits.length > 0;
  const isSuspect = isSettled || mayExclude || !areSameCredits(sale.credits, judgement.credits);
  return isSuspect ? [{ sale, standing, judgement }] : [];
}

function judge(run: ReplayRun, evidence: GatheredEvidence, sale: ReplayedSale, standing: Standing): Judgement {
  const codes = evidence.codes.get(sale.id) ?? [];
  const clicks = evidence.clicks.get(sale.id) ?? [];
  const { binding, isReturningCustomer } = standing;
  const ids = new Set<string>(clicks.map(({ partnershipId }) => partnershipId));
  for (const { partnershipId } of codes) if (partnershipId !== null) ids.add(partnershipId);
  if (binding) ids.add(binding.partnershipId);
  if (sale.award) ids.add(sale.award.partnershipId);
  const { verdicts, picked, awarded, credits } = judgeEvidence({
    placedAt: sale.placedAt,
    order: orderFactsOf(sale.currency, evidence.lines.get(sale.id) ?? [], isReturningCustomer),
    checkoutStartedAt: evidence.checkoutStarts.get(sale.id) ?? null,
    codes,
    clicks,
    unknownClickIds: [],
    binding,
    award: sale.award,
    partnerships: [...ids].map((id) => run.roster.partnership(id, sale.when === "inside")),
  });
  const policy = awarded?.policy ?? picked.winner?.policy;
  return {
    credits,
    rule: awarded ? "awarded" : ruleOf(picked, verdicts.length > 0),
    excludedProducts: policy?.excludedProducts ?? [],
  };
}

/** One partnership's part of a sale. */
export interface EarnedCredit {
  readonly partnershipId: string;
  readonly shareBps: number;
  /** Its campaign's. */
  readonly currency: string;
  readonly earnedMinor: bigint;
}

/** A sale with what it earned whom, and what it would earn. */
export interface ReplayedChange {
  readonly sale: ReplayedSale;
  readonly rule: DecisionRule;
  readonly before: readonly EarnedCredit[];
  readonly after: readonly EarnedCredit[];
}

/** What the suspects earn and would earn, in order; those that stay as they are to the cent are left out. Uses up the budgets of the run. */
export async function weighSuspects(tx: Tx, run: ReplayRun, suspects: readonly Suspect[]): Promise<ReplayedChange[]> {
  const saleIds = suspects.map(({ sale }) => sale.id);
  if (saleIds.length === 0) return [];
  const { brandId, roster } = run;
  const orders = suspects.map(({ sale }) => sale);
  const [lines, facts, refunds, disputes, commissions] = await Promise.all([
    money.findLinesOfSales(tx, brandId, saleIds),
    money.findRefundFacts(tx, brandId, saleIds),
    money.findRefundsOfSales(tx, brandId, orders),
    money.findDisputesOfSales(tx, brandId, orders),
    money.findCommissionsOfSales(tx, brandId, saleIds),
  ]);
  await roster.meetEarning(
    tx,
    suspects.flatMap(({ judgement }) => judgement.credits.map(({ partnershipId }) => partnershipId)),
  );
  const questions = suspects.flatMap(({ sale, judgement }) =>
    judgement.credits.flatMap(
      ({ partnershipId }) =>
        questionOf(
          { saleId: sale.id, placedAt: sale.placedAt, person: sale.shopper ?? keyAlone },
          roster.earning(partnershipId),
        ) ?? [],
    ),
  );
  const progress = await findProgress(tx, brandId, questions);
  const changes: ReplayedChange[] = [];
  // One after the other: each finds the budgets as the one before it left them.
  for (const { sale, standing, judgement } of suspects) {
    const stated = facts.get(sale.id);
    if (!stated) continue;
    const ofSale = lines.get(sale.id) ?? [];
    const { refunded } = settleRefunds(
      { ...stated, currency: sale.currency },
      ofSale,
      refunds.get(sale.id) ?? [],
      disputes.get(sale.id) ?? [],
    );
    const paid: PaidSale = {
      placedAt: sale.placedAt,
      currency: sale.currency,
      isVoid: !countsAsSale(stated),
      isReturningCustomer: standing.isReturningCustomer,
      commissions: commissions.get(sale.id) ?? [],
      lines: ofSale.map((line) => ({
        id: line.id,
        productId: line.productId,
        sku: line.sku,
        quantity: line.quantity,
        netMinor: line.netMinor,
        remainingMinor: refunded.remainingMinor.get(line.id) ?? 0n,
        isCommissionable: line.isCommissionable,
        isRemoved: line.removedAt !== null,
        isExcluded: isExcluded(judgement.excludedProducts, line),
      })),
    };
    const change = { sale, rule: judgement.rule, ...(await weigh(tx, run, sale, paid, judgement.credits, progress)) };
    if (hasChanged(change)) changes.push(change);
  }
  return changes;
}

/** What a sale earns its creators, and what it would earn those who would be credited, each in the currency of the campaign. */
async function weigh(
  tx: Tx,
  { roster, budgets }: ReplayRun,
  sale: ReplayedSale,
  paid: PaidSale,
  credits: readonly Credit[],
  progress: readonly AnsweredProgress[],
): Promise<Pick<ReplayedChange, "before" | "after">> {
  const had = new Map(paid.commissions.map((one) => [one.partnershipId, one]));
  const chosen = new Map<string, ChosenCurrency>();
  for (const { partnershipId } of credits) {
    const terms = termsOfSale(roster.earning(partnershipId), paid.placedAt);
    const rateOf: RateOf = (from, to, at) => roster.rate(tx, from, to, at);
    chosen.set(partnershipId, await chooseCurrency(paid, terms, had.get(partnershipId), rateOf));
  }
  const inSaleCurrency: ChosenCurrency = { currency: paid.currency, conversion: null };
  const chosenFor = (id: string) => chosen.get(id) ?? inSaleCurrency;
  const partnershipOf = (id: string) => ({
    ...roster.earning(id),
    chosen: chosenFor(id),
    progress: progressFor(progress, sale.id, id),
  });
  const earned = earnAgain(paid, credits, partnershipOf, budgets);
  return {
    before: sale.credits.map(({ partnershipId, shareBps }) => {
      const { currency, earnedMinor } = had.get(partnershipId) ?? { currency: paid.currency, earnedMinor: 0n };
      return { partnershipId, shareBps, currency, earnedMinor };
    }),
    after: credits.map(({ partnershipId, shareBps }) => {
      const { currency } = chosenFor(partnershipId);
      return { partnershipId, shareBps, currency, earnedMinor: earned.get(partnershipId) ?? 0n };
    }),
  };
}

export function hasChanged({ before, after }: Pick<ReplayedChange, "before" | "after">): boolean {
  return (
    !areSameParts(before, after) ||
    before.some(({ partnershipId, earnedMinor }) =>
      after.some((credit) => credit.partnershipId === partnershipId && credit.earnedMinor !== earnedMinor),
    )
  );
}

function areSameParts(one: readonly EarnedCredit[], other: readonly EarnedCredit[]): boolean {
  const textOf = (credits: readonly EarnedCredit[]) =>
    credits
      .map(({ partnershipId, shareBps }) => `${partnershipId} ${shareBps}`)
      .sort()
      .join();
  return textOf(one) === textOf(other);
}
