import type { StatementMonth } from "#app/statements/statement.ts";
import { findFindings } from "#app/reconciliation/find-findings.server.ts";
import type { Tx } from "#db/client.server.ts";
import { countUnanswered } from "./month-store.server.ts";

/**
 * What stands between a month and its closing, of everything up to its end: payouts that were sent and not answered, and differences between
 * ledger, batch and rail that nobody has explained. This is all that closing a month asks of reconciliation.
 */
export async function countUnreconciled(
  tx: Tx,
  month: StatementMonth,
): Promise<{ readonly unansweredCount: number; readonly differenceCount: number }> {
  const end = month.until.toISOString().slice(0, "2026-06-01".length);
  const open = (await findFindings(tx)).filter(({ note, day }) => note === null && day < end);
  return { unansweredCount: await countUnanswered(tx, month), differenceCount: open.length };
}
