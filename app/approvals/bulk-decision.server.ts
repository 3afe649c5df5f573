import { approveCommission, type Decided } from "#app/commissions/decide-commission.server.ts";
import type { DeclineReason } from "#app/commissions/commission.ts";
import type { ReviewKind } from "#app/commissions/decide-commission.ts";
import { refuseDecision } from "#app/commissions/refuse-decision.ts";
import type { Services } from "#app/platform/services.server.ts";
import { decideSentences } from "./commission-decision.ts";
import { sumByCurrency, type CurrencySum } from "#app/payouts/currency-sums.ts";
import { declineAndTell } from "./decline-and-tell.server.ts";
import type { QueueFilter } from "./queue-filter.ts";
import { listChosen, MAX_AT_ONCE } from "./queue-store.server.ts";

export type BulkKind = Exclude<ReviewKind, "hold">;

/** One that stays as it is, and why. */
export interface LeftOut {
  readonly commissionId: string;
  readonly orderName: string;
  readonly creatorName: string;
  readonly sentence: string;
}

export interface BulkPreview {
  readonly kind: BulkKind;
  readonly commissionIds: readonly string[];
  readonly sums: readonly CurrencySum[];
  readonly brandSums: readonly (CurrencySum & { readonly brandName: string })[];
  /** How many of them carry a risk flag. */
  readonly flaggedCount: number;
  readonly leftOut: readonly LeftOut[];
}

type ChosenRow = Awaited<ReturnType<typeof listChosen>>[number];

/** What deciding the chosen commissions, or all that match and are ready, would do: totals, and what is left out and why. Writes nothing. */
export function previewBulk(
  services: Services,
  kind: BulkKind,
  chosen: readonly string[] | QueueFilter,
): Promise<BulkPreview> {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const rows = await listChosen(tx, "view" in chosen ? chosen : chosen.slice(0, MAX_AT_ONCE), now);
    // In bulk nothing approved is declined: that takes money back, and a person does it one at a time.
    const judge = (row: ChosenRow) =>
      row.status === "held" ? refuseDecision(row, asIf(kind), now) : "already-decided";
    const judged = rows.map((row) => ({ row, refusal: judge(row) }));
    const fitting = judged.filter(({ refusal }) => refusal === null).map(({ row }) => row);
    return {
      kind,
      commissionIds: fitting.map(({ id }) => id),
      sums: sumByCurrency(fitting.map(amountOf)),
      brandSums: sumByBrand(fitting),
      flaggedCount: fitting.filter(({ flags }) => flags.length > 0).length,
      leftOut: judged.flatMap(({ row, refusal }) => (refusal ? [leftOutOf(row, decideSentences[refusal])] : [])),
    };
  });
}

export interface BulkDecision {
  readonly kind: BulkKind;
  readonly userId: string;
  readonly commissionIds: readonly string[];
  /** Of a decline. */
  readonly reason?: DeclineReason;
  readonly note?: string;
}

/**
 * Decides each of the chosen commissions on its own, in its own transaction. What was decided or blocked meanwhile stays as it is and is
 * named; sent again, everything is left out and nothing changes.
 */
export async function decideBulk(
  services: Services,
  { kind, userId, commissionIds, reason, note }: BulkDecision,
): Promise<{ readonly doneCount: number; readonly skipped: readonly LeftOut[] }> {
  const rows = await services.db.inPlatform((tx) =>
    listChosen(tx, commissionIds.slice(0, MAX_AT_ONCE), services.clock.now()),
  );
  let doneCount = 0;
  const skipped: LeftOut[] = [];
  for (const row of rows) {
    const decision = { brandId: row.brandId, commissionId: row.id, userId };
    let outcome: Decided | null = null;
    if (kind === "approve") outcome = await approveCommission(services, decision);
    else if (row.status === "held") {
      outcome = await declineAndTell(services, {
        ...decision,
        ...(reason ? { reason } : {}),
        ...(note ? { note } : {}),
      });
    }
    if (outcome?.ok) doneCount += 1;
    else skipped.push(leftOutOf(row, decideSentences[outcome?.refusal ?? "already-decided"]));
  }
  return { doneCount, skipped };
}

/** A decline is judged before its reason is chosen. */
function asIf(kind: BulkKind): { kind: BulkKind; reason: DeclineReason | null; note: string } {
  return { kind, reason: kind === "decline" ? "cancelled" : null, note: "" };
}

function leftOutOf({ id, orderName, creatorName }: ChosenRow, sentence: string): LeftOut {
  return { commissionId: id, orderName, creatorName, sentence };
}

function amountOf({ currency, heldMinor }: ChosenRow): { currency: string; minor: bigint } {
  return { currency, minor: heldMinor };
}

function sumByBrand(rows: readonly ChosenRow[]): (CurrencySum & { brandName: string })[] {
  const brandNames = [...new Set(rows.map(({ brandName }) => brandName))].sort();
  return brandNames.flatMap((brandName) =>
    sumByCurrency(rows.filter((row) => row.brandName === brandName).map(amountOf)).map((sum) => ({
      ...sum,
      brandName,
    })),
  );
}
