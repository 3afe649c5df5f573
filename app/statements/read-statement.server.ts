import type { Services } from "#app/platform/services.server.ts";
import { STATEMENT_LINES_SHOWN, STATEMENT_SALES_SHOWN } from "#app/payouts/page-sizes.ts";
import { countPaidSales, findPaidSales } from "#app/payouts/paid-sales-store.server.ts";
import {
  chainMonths,
  composeStatement,
  partOfLine,
  type MonthSummary,
  type PaidSale,
  type StatementEntry,
  type StatementLine,
  type StatementMonth,
  type StatementPart,
} from "./statement.ts";
import {
  findBalancesBefore,
  findLines,
  findMonthChanges,
  sumMovements,
  type Stretch,
} from "./statement-store.server.ts";

/** A line on the page, with the first of the sales behind it where it is a payout. */
export interface ShownLine extends StatementLine {
  readonly paidSales: readonly PaidSale[];
  readonly paidSaleCount: number;
}

export interface ShownPart extends StatementPart {
  readonly lines: readonly ShownLine[];
}

/** How many lines, and how many sales of a payout, a file of a statement reads at once. */
const READ_AT_ONCE = 1_000;

/** A creator's statement of one month, computed from the ledger alone. A month that is over never changes: bookings carry the day they were made. */
export function readStatement(services: Services, creatorId: string, month: StatementMonth): Promise<StatementPart[]> {
  return services.db.inPlatform(async (tx) =>
    composeStatement(await findBalancesBefore(tx, creatorId, month.from), await sumMovements(tx, creatorId, month)),
  );
}

/** One page of the lines of a statement, each payout with the sales behind it. @param page from 1, of every currency alike. */
export function readStatementPage(
  services: Services,
  creatorId: string,
  month: StatementMonth,
  page: number,
): Promise<ShownPart[]> {
  return services.db.inPlatform(async (tx) => {
    const openings = await findBalancesBefore(tx, creatorId, month.from);
    const shown: ShownPart[] = [];
    for (const part of composeStatement(openings, await sumMovements(tx, creatorId, month))) {
      const found = await findLines(tx, creatorId, month, {
        currency: part.currency,
        after: null,
        balanceMinor: part.openingMinor,
        offset: (page - 1) * STATEMENT_LINES_SHOWN,
        limit: STATEMENT_LINES_SHOWN,
      });
      const lines: ShownLine[] = [];
      for (const line of found) {
        const { payoutId, brandId } = line;
        if (payoutId === null) {
          lines.push({ ...line, paidSales: [], paidSaleCount: 0 });
          continue;
        }
        const first = await findPaidSales(tx, { payoutId, brandId }, { offset: 0, limit: STATEMENT_SALES_SHOWN });
        const paidSaleCount =
          first.length < STATEMENT_SALES_SHOWN ? first.length : await countPaidSales(tx, payoutId, brandId);
        lines.push({ ...line, paidSales: first.map((sale) => partOfLine(line, sale)), paidSaleCount });
      }
      shown.push({ ...part, lines });
    }
    return shown;
  });
}

/**
 * A whole statement, however long, with little of it in memory at a time. The closing balance is that of the lines that were read,
 * so a statement of a running month agrees with itself while bookings arrive.
 */
export async function* streamStatement(
  services: Services,
  creatorId: string,
  month: StatementMonth,
): AsyncGenerator<StatementEntry, void, undefined> {
  for (const part of await readStatement(services, creatorId, month)) {
    yield { entry: "opening", part };
    let after: StatementLine | null = null;
    let balanceMinor = part.openingMinor;
    for (;;) {
      const stretch: Stretch = { currency: part.currency, after, balanceMinor, offset: 0, limit: READ_AT_ONCE };
      const lines = await services.db.inPlatform((tx) => findLines(tx, creatorId, month, stretch));
      for (const line of lines) {
        yield { entry: "line", line };
        yield* streamPaidSales(services, line);
        after = line;
        balanceMinor = line.balanceMinor;
      }
      if (lines.length < READ_AT_ONCE) break;
    }
    yield { entry: "closing", part, balanceMinor };
  }
}

async function* streamPaidSales(
  services: Services,
  line: StatementLine,
): AsyncGenerator<StatementEntry, void, undefined> {
  const { payoutId, brandId } = line;
  if (payoutId === null) return;
  for (let offset = 0; ; offset += READ_AT_ONCE) {
    const stretch = { offset, limit: READ_AT_ONCE };
    const found = await services.db.inPlatform((tx) => findPaidSales(tx, { payoutId, brandId }, stretch));
    for (const sale of found) yield { entry: "sale", line, sale: partOfLine(line, sale) };
    if (found.length < READ_AT_ONCE) return;
  }
}

/** Every month with a movement, latest first. */
export function listStatements(services: Services, creatorId: string): Promise<MonthSummary[]> {
  return services.db.inPlatform(async (tx) => chainMonths(await findMonthChanges(tx, creatorId)));
}
