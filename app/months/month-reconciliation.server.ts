import type { Tx } from "#db/client.server.ts";
import type { StatementMonth } from "#app/payouts/statement.ts";
import { countUnanswered } from "./month-store.server.ts";

/**
 * How many payouts stand between a month and its closing: what was sent and what the rails say do not agree yet. Zero: clean. This is all
 * that closing a month asks of reconciliation.
 */
export function countUnreconciled(tx: Tx, month: StatementMonth): Promise<number> {
  return countUnanswered(tx, month);
}
