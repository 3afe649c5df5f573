import type { Tx } from "#db/client.server.ts";
import type { Period } from "#app/insights/period.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findShoppers } from "#app/shoppers/find-shopper.server.ts";
import { BatchesAhead, type LoadBatch } from "./batches-ahead.ts";
import { findSuspects, weighSuspects, type ReplayRun, type Suspect } from "./decide-batch.server.ts";
import type { BudgetInUse } from "./earn-again.ts";
import { finishReplay } from "./finish-replay.server.ts";
import { insertChanges } from "./replay-change-store.server.ts";
import { findReplay, takeStep, type Replay } from "./replay-store.server.ts";
import type { ReplayCursor } from "./replay.ts";
import * as store from "./replayed-sale-store.server.ts";
import type { ReplayedSale } from "./replayed-sale.ts";
import { Roster } from "./roster.server.ts";
import { readBudgets } from "./sale-money-store.server.ts";
import { settleSuspects } from "./settle-suspects.server.ts";

/** How many sales of buyers without an account, and how many customers with all their sales, are decided at a time. */
const SALES_PER_BATCH = 1_500;
const CUSTOMERS_PER_BATCH = 500;
/** Batches that are looked for while one is decided and saved. */
const BATCHES_AHEAD = 2;
/** Applying settles sale by sale: smaller batches show progress and lose little. */
const APPLIED_PER_BATCH = 200;

export interface ReplayAddress {
  readonly brandId: string;
  readonly replayId: string;
}

/**
 * Works on a replay, batch by batch, until it is over or `mayGoOn` says no. Each batch is saved with how far it came in one transaction, so
 * whoever goes on - this worker, another one, or the next process - goes on from there, and no batch is saved twice.
 *
 * @returns whether something is left to do.
 */
export async function runReplay(services: Services, address: ReplayAddress, mayGoOn: () => boolean): Promise<boolean> {
  const { brandId, replayId } = address;
  const replay = await services.db.inBrand(brandId, (tx) => findReplay(tx, brandId, replayId));
  if (!replay || !isAtWork(replay)) return false;
  return replay.status === "running" ? runWhatIf(services, replay, mayGoOn) : runApply(services, replay, mayGoOn);
}

function isAtWork({ status }: Replay): boolean {
  return status === "running" || status === "applying";
}

async function runWhatIf(services: Services, replay: Replay, mayGoOn: () => boolean): Promise<boolean> {
  const run = await services.db.inBrand(replay.brandId, (tx) => openRun(tx, replay));
  const load: LoadBatch<ReplayCursor, Batch> = (cursor, tellNext) => loadBatch(services, replay, run, cursor, tellNext);
  const batches = new BatchesAhead(load, replay.cursor, BATCHES_AHEAD);
  let current = replay;
  while (current.cursor.lane !== "end") {
    const batch = await batches.take();
    const moved = batch && (await saveBatch(services, run, current, batch));
    if (!moved) return false;
    current = moved;
    if (!mayGoOn()) return true;
  }
  await finishReplay(services, current);
  return false;
}

/** Null when somebody else has gone on with the replay, or stopped it. */
async function saveBatch(services: Services, run: ReplayRun, current: Replay, batch: Batch): Promise<Replay | null> {
  const { brandId, id: replayId } = current;
  const spentBefore = spentOf(run.budgets);
  return services.db.inBrand(brandId, async (tx) => {
    // The transaction may run again: it finds the budgets as it found them first.
    restoreSpent(run.budgets, spentBefore);
    await store.planForFewRows(tx);
    const changes = await weighSuspects(tx, run, batch.suspects);
    await insertChanges(tx, { brandId, replayId, phase: "what-if" }, changes);
    return advance(services, tx, current, { ...batch.next, spentMinor: spentOf(run.budgets) }, batch.doneCount);
  });
}

async function runApply(services: Services, replay: Replay, mayGoOn: () => boolean): Promise<boolean> {
  const run = await services.db.inBrand(replay.brandId, (tx) => openRun(tx, replay));
  let current = replay;
  while (current.cursor.lane !== "end") {
    const batch = await loadBatch(services, replay, run, current.cursor);
    await settleSuspects(services, run, replay.id, batch.suspects);
    const moved = await services.db.inBrand(replay.brandId, (tx) =>
      advance(services, tx, current, batch.next, batch.doneCount),
    );
    if (!moved) return false;
    current = moved;
    if (!mayGoOn()) return true;
  }
  await finishReplay(services, current);
  return false;
}

async function advance(
  services: Services,
  tx: Tx,
  current: Replay,
  cursor: ReplayCursor,
  doneInBatch: number,
): Promise<Replay | null> {
  const next = { cursor, doneCount: current.doneCount + doneInBatch, updatedAt: services.clock.now() };
  return (await takeStep(tx, current, next)) ? { ...current, ...next, step: current.step + 1 } : null;
}

async function openRun(tx: Tx, replay: Replay): Promise<ReplayRun> {
  const { brandId, rules, campaignId, cursor } = replay;
  const { hasVisits, ...traits } = await store.readPolicyTraits(tx, brandId);
  const budgets = await readBudgets(tx, brandId);
  restoreSpent(budgets, cursor.spentMinor);
  return {
    brandId,
    rules,
    budgets,
    isApplying: replay.status === "applying",
    roster: new Roster(brandId, rules, campaignId),
    traits: {
      ...traits,
      usesBindings: traits.usesBindings || rules.bindingWindowDays > 0,
      looksAtProducts: traits.looksAtProducts || rules.excludedProducts.length > 0 || rules.minOrderMinor !== null,
      reachesShoppers: traits.reachesShoppers || (hasVisits && rules.clickReach === "shopper"),
      weighsLateClicks: traits.weighsLateClicks || rules.areLateClicksWeak,
    },
  };
}

function spentOf(budgets: ReadonlyMap<string, BudgetInUse>): Record<string, string> {
  return Object.fromEntries([...budgets].map(([campaignId, { spentMinor }]) => [campaignId, spentMinor.toString()]));
}

function restoreSpent(budgets: ReadonlyMap<string, BudgetInUse>, spent: Readonly<Record<string, string>>): void {
  for (const [campaignId, spentMinor] of Object.entries(spent)) {
    const budget = budgets.get(campaignId);
    if (budget) budget.spentMinor = BigInt(spentMinor);
  }
}

interface Batch {
  readonly suspects: readonly Suspect[];
  readonly next: ReplayCursor;
  /** Sales of the period in it. */
  readonly doneCount: number;
}

function loadBatch(
  services: Services,
  replay: Replay,
  run: ReplayRun,
  cursor: ReplayCursor,
  tellNext: (next: ReplayCursor | null) => void = () => undefined,
): Promise<Batch> {
  return services.db.inBrand(replay.brandId, async (tx) => {
    await store.planForFewRows(tx);
    const { sales, next } = await listBatch(tx, replay, run, cursor);
    tellNext(next.lane === "end" ? null : next);
    const suspects = await findSuspects(tx, run, sales);
    return { suspects, next, doneCount: sales.filter(({ when }) => when === "inside").length };
  });
}

async function listBatch(
  tx: Tx,
  replay: Replay,
  run: ReplayRun,
  cursor: ReplayCursor,
): Promise<{ sales: readonly ReplayedSale[]; next: ReplayCursor }> {
  const { brandId } = replay;
  const period = { from: replay.periodFrom, until: replay.periodUntil };
  if (cursor.lane === "anonymous") {
    const limit = run.isApplying ? APPLIED_PER_BATCH : SALES_PER_BATCH;
    const sales = await store.listAnonymousSales(tx, brandId, period, cursor, limit);
    const last = sales.at(-1);
    if (!last || sales.length < limit) return { sales, next: { ...cursor, lane: "customers" } };
    return { sales, next: { ...cursor, placedAt: last.placedAt.toISOString(), saleId: last.id } };
  }
  const limit = run.isApplying ? APPLIED_PER_BATCH : CUSTOMERS_PER_BATCH;
  const keys = await store.listCustomerKeys(tx, brandId, period, cursor.customerKey, limit);
  const sales = keys.length === 0 ? [] : await listSalesOfGroups(tx, run, keys, period);
  const isLast = keys.length < limit;
  return { sales, next: { ...cursor, lane: isLast ? "end" : "customers", customerKey: keys.at(-1) ?? null } };
}

/** The sales of these customers, and of all who were ever joined to one of them: those are looked at together, once in the run. */
async function listSalesOfGroups(
  tx: Tx,
  { brandId, traits, budgets }: ReplayRun,
  keys: readonly string[],
  period: Period,
): Promise<readonly ReplayedSale[]> {
  const isWithLater = traits.usesBindings || budgets.size > 0;
  const groups = await store.findGroups(tx, brandId, keys, period);
  if (groups.length === 0) return store.listSalesOfCustomers(tx, brandId, keys, period, isWithLater);
  const groupOf = new Map(groups.map(({ customerKey, groupKey }) => [customerKey, groupKey]));
  const here = groups.filter(({ isHere }) => isHere).map(({ customerKey }) => customerKey);
  const all = [...keys.filter((key) => !groupOf.has(key)), ...here];
  const sales = await store.listSalesOfCustomers(tx, brandId, all, period, isWithLater);
  const ofGroups = sales.filter(({ customerKey }) => groupOf.has(customerKey ?? ""));
  const shoppers = await findShoppers(tx, brandId, ofGroups);
  const known = new Map(ofGroups.map(({ id }, index) => [id, shoppers[index] ?? null]));
  return sales
    .map((sale) => ({
      ...sale,
      groupKey: groupOf.get(sale.customerKey ?? "") ?? null,
      shopper: known.get(sale.id) ?? null,
    }))
    .sort(byPosition);
}

/** As settling orders the sales of a customer. */
function byPosition(one: ReplayedSale, other: ReplayedSale): number {
  const place = ({ externalId, storeId }: ReplayedSale) => `${externalId} ${storeId}`;
  return one.placedAt.getTime() - other.placedAt.getTime() || (place(one) < place(other) ? -1 : 1);
}
