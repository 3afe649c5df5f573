import type { Services } from "#app/platform/services.server.ts";
import {
  chainMonths,
  composeStatement,
  type MonthSummary,
  type StatementMonth,
  type StatementPart,
} from "./statement.ts";
import { findBalancesBefore, findMonthChanges, findMovements } from "./statement-store.server.ts";

/** A creator's statement of one month, computed from the ledger alone. A month that is over never changes: bookings carry the day they were made. */
export function readStatement(services: Services, creatorId: string, month: StatementMonth): Promise<StatementPart[]> {
  return services.db.inPlatform(async (tx) => {
    const openings = await findBalancesBefore(tx, creatorId, month.from);
    return composeStatement(openings, await findMovements(tx, creatorId, month));
  });
}

/** Every month with a movement, latest first. */
export function listStatements(services: Services, creatorId: string): Promise<MonthSummary[]> {
  return services.db.inPlatform(async (tx) => chainMonths(await findMonthChanges(tx, creatorId)));
}
