import { stringify } from "csv-stringify/sync";
import { ruleName } from "./replay-words.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import { withNames } from "./read-replay.server.ts";
import { listChangesAfter, type ChangeRow } from "./replay-change-store.server.ts";
import { listPartnershipNames } from "./replay-names-store.server.ts";
import { findReplay } from "./replay-store.server.ts";

/** Rows read, and held in memory, at a time. */
const ROWS_AT_ONCE = 2_000;

const header = [
  "order", "placed_at", "sale_id", "after_the_period", "credited_before", "rule_before", "credited_after", "rule_after", "currency",
  "commission_before", "commission_after", "difference",
]; // prettier-ignore

/** The changed sales as a CSV file (RFC 4180, UTF-8), written as it is read. Null for no replay of this brand. */
export async function exportChanges(
  services: Services,
  brandId: string,
  replayId: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const replay = await services.db.inBrand(brandId, (tx) => findReplay(tx, brandId, replayId));
  if (!replay) return null;
  const phase = replay.appliedSums === null ? "what-if" : "applied";
  const encoder = new TextEncoder();
  let last: ChangeRow | null = null;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(linesOf([header])));
    },
    async pull(controller) {
      const cells = await services.db.inBrand(brandId, async (tx) => {
        const rows: ChangeRow[] = await listChangesAfter(tx, { brandId, replayId, phase }, last, ROWS_AT_ONCE);
        last = rows.at(-1) ?? last;
        const ids = rows.flatMap(({ creditsBefore, creditsAfter }) => [...creditsBefore, ...creditsAfter]);
        const names = await listPartnershipNames(
          tx,
          brandId,
          ids.map(({ partnershipId }) => partnershipId),
        );
        return rows.map((row) => cellsOf(withNames(row, names)));
      });
      if (cells.length > 0) controller.enqueue(encoder.encode(linesOf(cells)));
      if (cells.length < ROWS_AT_ONCE) controller.close();
    },
  });
}

const linesOf = (rows: string[][]) => stringify(rows, { record_delimiter: "windows" });

function cellsOf(change: ReturnType<typeof withNames>): string[] {
  const { currency, beforeMinor, afterMinor } = change;
  const credited = (side: typeof change.before) =>
    inertCell(side.map(({ creatorName, shareBps }) => `${creatorName} ${shareBps / 100} %`).join(", "));
  return [
    inertCell(change.saleName),
    change.placedAt.toISOString(),
    change.saleId,
    change.isAfterPeriod ? "yes" : "no",
    credited(change.before),
    ruleName(change.ruleBefore),
    credited(change.after),
    ruleName(change.ruleAfter),
    currency,
    formatDecimal(beforeMinor, currency),
    formatDecimal(afterMinor, currency),
    formatDecimal(afterMinor - beforeMinor, currency),
  ];
}
