import { policyPresets, type PolicyPreset } from "#app/attribution/policy.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { addDays, MS_PER_DAY } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { applyReplay } from "#app/replays/apply-replay.server.ts";
import { countChanges } from "#app/replays/replay-change-store.server.ts";
import { findReplay, type Replay } from "#app/replays/replay-store.server.ts";
import { hasMoved, type ReplaySum } from "#app/replays/replay.ts";
import { runReplay } from "#app/replays/run-replay.server.ts";
import { startReplay } from "#app/replays/start-replay.server.ts";
import type { SimulatedBrand } from "./prepare-brand.server.ts";
import { sumCreators } from "./simulated-brand-store.server.ts";

export interface ReplayedPolicy {
  readonly preset: PolicyPreset;
  readonly changedSales: number;
  /** By creator, those who gain most first. */
  readonly fates: readonly {
    readonly name: string;
    readonly salesBefore: number;
    readonly salesAfter: number;
    readonly differenceMinor: bigint;
  }[];
  /** What the what-if said, and what the commissions of the brand grew by when it was applied: the same, or something is wrong. */
  readonly expectedMinor: bigint;
  readonly postedMinor: bigint;
  /** The same for every single creator. */
  readonly isPostedAsSaid: boolean;
  readonly durationMs: number;
}

/** Reads a list such as "click-wins,tolt"; null when one of them is no preset. */
export function readPolicies(text: string): PolicyPreset[] | null {
  const names = text.split(",").map((name) => name.trim());
  const presets = names.flatMap((name) => policyPresets.filter((preset) => preset === name));
  return presets.length === names.length ? presets : null;
}

/** Replays the simulated year under one policy after the other: what-if, then applied, each on what the one before left. */
export async function replayPolicies(
  services: Services,
  brand: SimulatedBrand,
  period: { readonly from: Date; readonly until: Date },
  presets: readonly PolicyPreset[],
  onProgress: (preset: PolicyPreset) => void,
): Promise<ReplayedPolicy[]> {
  // A simulated year lies in the past, and its clicks are never dropped.
  const keptDays = Math.ceil((services.clock.now().getTime() - period.from.getTime()) / MS_PER_DAY) + 800;
  const keeping = { ...services, clickRetentionDays: keptDays };
  const results: ReplayedPolicy[] = [];
  for (const preset of presets) {
    onProgress(preset);
    results.push(await replayOne(keeping, brand, period, preset));
  }
  return results;
}

async function replayOne(
  services: Services,
  brand: SimulatedBrand,
  period: { readonly from: Date; readonly until: Date },
  preset: PolicyPreset,
): Promise<ReplayedPolicy> {
  const { brandId, creators } = brand;
  const actor = { brandId, userId: brand.ownerUserId };
  const startedMs = performance.now();
  const started = await startReplay(services, actor, { period, campaignId: null, rules: rulesOf(preset) });
  if (!started.ok) throw new Error(`The replay under ${preset} could not start: ${started.refusal}.`);
  const { replayId } = started.value;
  const whatIf = await finish(services, brandId, replayId);
  const before = await postedBy(services, brandId);
  const changedSales = await services.db.inBrand(brandId, (tx) =>
    countChanges(tx, { brandId, replayId, phase: "what-if" }),
  );
  if (changedSales > 0) {
    const applied = await applyReplay(services, actor, replayId, "The simulated year is replayed under another rule.");
    if (!applied.ok) throw new Error(`The replay under ${preset} could not be applied: ${applied.refusal}.`);
    await finish(services, brandId, replayId);
  }
  const after = await postedBy(services, brandId);
  const sums = (whatIf.whatIfSums ?? []).filter(hasMoved);
  const postedTo = (id: string) => (after.get(id) ?? 0n) - (before.get(id) ?? 0n);
  return {
    preset,
    changedSales,
    fates: sums
      .map((sum) => ({
        ...{ salesBefore: sum.salesBefore, salesAfter: sum.salesAfter, differenceMinor: differenceOf(sum) },
        name: creators.find(({ partnershipId }) => partnershipId === sum.partnershipId)?.name ?? "",
      }))
      .sort((one, other) => Number(other.differenceMinor - one.differenceMinor)),
    expectedMinor: sums.reduce((total, sum) => total + differenceOf(sum), 0n),
    postedMinor: creators.reduce((total, { partnershipId }) => total + postedTo(partnershipId), 0n),
    isPostedAsSaid: creators.every(
      ({ partnershipId }) =>
        postedTo(partnershipId) ===
        sums.filter((sum) => sum.partnershipId === partnershipId).reduce((total, sum) => total + differenceOf(sum), 0n),
    ),
    durationMs: performance.now() - startedMs,
  };
}

const differenceOf = ({ beforeMinor, afterMinor }: ReplaySum) => BigInt(afterMinor) - BigInt(beforeMinor);

/** Works at once instead of by the queue, whose worker may not run here. */
async function finish(services: Services, brandId: string, replayId: string): Promise<Replay> {
  await runReplay(services, { brandId, replayId }, () => true);
  const replay = await services.db.inBrand(brandId, (tx) => findReplay(tx, brandId, replayId));
  if (!replay) throw new Error("The replay is gone.");
  return replay;
}

/** By partnership, what the ledger holds for it. */
async function postedBy(services: Services, brandId: string): Promise<Map<string, bigint>> {
  const sums = await services.db.inBrand(brandId, (tx) => sumCreators(tx, brandId));
  return new Map(sums.map(({ partnershipId, ledgerMinor }) => [partnershipId, ledgerMinor]));
}

/** From the day of the first order to the day after the last. */
export function periodOfOrders(times: readonly Date[]): { from: Date; until: Date } {
  const ms = times.map((time) => time.getTime());
  const dayOf = (instant: number) => new Date(Math.floor(instant / MS_PER_DAY) * MS_PER_DAY);
  const [first, last] = ms.reduce(
    ([least, most], one) => [Math.min(least, one), Math.max(most, one)],
    [Infinity, -Infinity],
  );
  return { from: dayOf(first), until: addDays(dayOf(last), 1) };
}
