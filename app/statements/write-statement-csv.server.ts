import { stringify } from "csv-stringify/sync";
import { inertCell } from "#app/kit/inert-cell.ts";
import { formatDecimal } from "#app/kit/money.ts";
import { statementKindWords, type StatementEntry, type StatementMonth } from "./statement.ts";

const header = [
  "booked on",
  "what",
  "brand",
  "order",
  "sold on",
  "amount",
  "part of the payout",
  "balance",
  "currency",
  "reason",
  "explanation",
] as const;

type Row = Partial<Record<(typeof header)[number], string>>;

const CHUNK_CHARACTERS = 16_384;

/**
 * A statement as a table: an opening row, the lines, a closing row, per currency. Under a payout stand the sales behind it; their
 * parts have a column of their own, so that the column of amounts still sums to the balance. Amounts are numbers; texts never run.
 * RFC 4180. Comes in pieces, so that a long statement is never in memory whole.
 */
export async function* writeStatementCsv(
  month: StatementMonth,
  entries: AsyncIterable<StatementEntry>,
  origin: string,
): AsyncGenerator<string, void, undefined> {
  let chunk = line(header);
  for await (const entry of entries) {
    const row = rowOf(entry, month, origin);
    chunk += line(header.map((column) => row[column] ?? ""));
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

function line(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: "windows" });
}

function rowOf(entry: StatementEntry, month: StatementMonth, origin: string): Row {
  switch (entry.entry) {
    case "opening":
      return balanceRow(month.from, "Opening balance", entry.part.openingMinor, entry.part.currency);
    case "closing":
      return balanceRow(month.until, "Closing balance", entry.balanceMinor, entry.part.currency);
    case "line": {
      const { line: booked } = entry;
      return {
        "booked on": dayText(booked.bookedAt),
        what: statementKindWords[booked.kind],
        brand: inertCell(booked.brandName),
        ...(booked.sale && saleCells(booked.sale.id, booked.sale, origin)),
        ...(booked.payoutId && { explanation: `${origin}/creator/payouts/${booked.payoutId}` }),
        amount: formatDecimal(booked.amountMinor, booked.currency),
        balance: formatDecimal(booked.balanceMinor, booked.currency),
        currency: booked.currency,
        reason: inertCell(booked.sentence),
      };
    }
    case "sale": {
      const { line: booked, sale } = entry;
      return {
        "booked on": dayText(booked.bookedAt),
        what: `${statementKindWords[booked.kind]}, sale behind it`,
        brand: inertCell(booked.brandName),
        ...saleCells(sale.saleId, sale, origin),
        "part of the payout": formatDecimal(sale.amountMinor, booked.currency),
        currency: booked.currency,
      };
    }
  }
}

function balanceRow(at: Date, what: string, balanceMinor: bigint, currency: string): Row {
  return { "booked on": dayText(at), what, balance: formatDecimal(balanceMinor, currency), currency };
}

function saleCells(saleId: string, sale: { readonly orderName: string; readonly placedAt: Date }, origin: string): Row {
  return {
    order: inertCell(sale.orderName),
    "sold on": dayText(sale.placedAt),
    explanation: `${origin}/creator/sales/${saleId}`,
  };
}

function dayText(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
