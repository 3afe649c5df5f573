import { policyName, describePolicy } from "#app/campaigns/policy-words.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import { PAGE_SIZE } from "#app/kit/page-number.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { countChanges, listChanges, sumLeftMoney, type ChangeRow } from "./replay-change-store.server.ts";
import { listPartnershipNames, type PartnershipName } from "./replay-names-store.server.ts";
import { progressOf } from "./replay-progress.ts";
import { findShownReplay, listReplayedCampaigns, listReplays, type ShownReplay } from "./replay-store.server.ts";
import { hasMoved, type ReplayedCredit, type ReplayPhase, type ReplaySum } from "./replay.ts";

/** One partnership's fate, in one currency, with names. */
export interface FateRow {
  readonly partnershipId: string;
  readonly creatorName: string;
  readonly campaignName: string;
  readonly currency: string;
  readonly salesBefore: number;
  readonly salesAfter: number;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  readonly differenceMinor: bigint;
}

export interface CurrencyTotal {
  readonly currency: string;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  readonly gainedMinor: bigint;
  readonly lostMinor: bigint;
}

/** What one replay shows: how far it is, and, once it is known, who gains, who loses and which sales change. */
export async function readReplay(services: Services, brandId: string, replayId: string, page: number) {
  return services.db.inBrand(brandId, async (tx) => {
    const replay = await findShownReplay(tx, brandId, replayId);
    if (!replay) return null;
    const phase: ReplayPhase = replay.appliedSums === null ? "what-if" : "applied";
    const sums = replay.appliedSums ?? replay.whatIfSums ?? [];
    const of = { brandId, replayId, phase };
    const changes = await listChanges(tx, of, PAGE_SIZE, (page - 1) * PAGE_SIZE);
    const names = await namesFor(tx, brandId, sums, changes);
    const fates = fatesOf(sums, names);
    const [campaign] = await listReplayedCampaigns(tx, brandId, replay.campaignId);
    return {
      ...summaryOf(replay),
      policySentences: describePolicy(replay.rules, campaign?.currency ?? "EUR"),
      progress: progressOf(replay),
      phase,
      fates,
      totals: totalsOf(fates),
      creatorCount: new Set(sums.filter(hasMoved).map(({ partnershipId }) => names.get(partnershipId)?.creatorId)).size,
      leftMoney: await sumLeftMoney(tx, of),
      changes: changes.map((change) => withNames(change, names)),
      changeCount: await countChanges(tx, of),
      isUnlikeWhatIf: replay.appliedSums !== null && !areSameDifferences(replay.whatIfSums ?? [], replay.appliedSums),
    };
  });
}

/** The brand's replays, the newest first. */
export async function readReplays(services: Services, brandId: string, page: number) {
  return services.db.inBrand(brandId, async (tx) => {
    const { rows, total } = await listReplays(tx, brandId, page, PAGE_SIZE);
    return { rows: rows.map((replay) => ({ ...summaryOf(replay), progress: progressOf(replay) })), total };
  });
}

function summaryOf(replay: ShownReplay) {
  const { id, number, status, campaignName, periodFrom, periodUntil, rules, askedByName, askedAt, failure } = replay;
  return {
    ...{ id, number, status, campaignName, askedByName, askedAt, failure },
    firstDay: periodFrom,
    lastDay: new Date(periodUntil.getTime() - 1),
    policyName: policyName(rules),
    saleCount: replay.saleCount,
    finishedAt: replay.finishedAt,
    appliedAt: replay.appliedAt,
    applyReason: replay.applyReason,
  };
}

function namesFor(tx: Tx, brandId: string, sums: readonly ReplaySum[], changes: readonly ChangeRow[]) {
  const credited = changes.flatMap(({ creditsBefore, creditsAfter }) => [...creditsBefore, ...creditsAfter]);
  return listPartnershipNames(
    tx,
    brandId,
    [...sums, ...credited].map(({ partnershipId }) => partnershipId),
  );
}

type Names = ReadonlyMap<string, PartnershipName>;

/** Those who gain most first, those who lose most last; who stays the same is left out. */
function fatesOf(sums: readonly ReplaySum[], names: Names): FateRow[] {
  return sums
    .filter(hasMoved)
    .map((sum) => {
      const [beforeMinor, afterMinor] = [BigInt(sum.beforeMinor), BigInt(sum.afterMinor)];
      const name = names.get(sum.partnershipId);
      return {
        ...sum,
        ...{ creatorName: name?.creatorName ?? "", campaignName: name?.campaignName ?? "" },
        ...{ beforeMinor, afterMinor, differenceMinor: afterMinor - beforeMinor },
      };
    })
    .sort((one, other) => Number(other.differenceMinor - one.differenceMinor));
}

function totalsOf(fates: readonly FateRow[]): CurrencyTotal[] {
  return [...groupedBy(fates, ({ currency }) => currency)].map(([currency, rows]) => {
    const sum = (read: (row: FateRow) => bigint) => rows.reduce((total, row) => total + read(row), 0n);
    return {
      currency,
      beforeMinor: sum(({ beforeMinor }) => beforeMinor),
      afterMinor: sum(({ afterMinor }) => afterMinor),
      gainedMinor: sum(({ differenceMinor }) => (differenceMinor > 0n ? differenceMinor : 0n)),
      lostMinor: sum(({ differenceMinor }) => (differenceMinor < 0n ? -differenceMinor : 0n)),
    };
  });
}

function areSameDifferences(one: readonly ReplaySum[], other: readonly ReplaySum[]): boolean {
  const textOf = (sums: readonly ReplaySum[]) =>
    sums
      .map(({ partnershipId, currency, beforeMinor, afterMinor, salesBefore, salesAfter }) =>
        [partnershipId, currency, BigInt(afterMinor) - BigInt(beforeMinor), salesAfter - salesBefore].join(" "),
      )
      .filter((text) => !text.endsWith(" 0 0"))
      .sort()
      .join();
  return textOf(one) === textOf(other);
}

/** A changed sale with the names of those credited, the largest share first. */
export function withNames(change: ChangeRow, names: Names) {
  const { creditsBefore, creditsAfter, ...rest } = change;
  const named = (credits: readonly ReplayedCredit[]) =>
    [...credits]
      .sort((one, other) => other.shareBps - one.shareBps)
      .map(({ partnershipId, shareBps }) => ({ creatorName: names.get(partnershipId)?.creatorName ?? "", shareBps }));
  return { ...rest, before: named(creditsBefore), after: named(creditsAfter) };
}
