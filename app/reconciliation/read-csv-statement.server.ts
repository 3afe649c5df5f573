import { parse } from "csv-parse/sync";
import { isCurrencyCode } from "#app/kit/currency.ts";
import { parseDecimal } from "#app/kit/money.ts";
import { StatementFault, type RailLine } from "./rail-statement.ts";

/** Which columns of a file say what, by their headings. */
export interface CsvColumns {
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  readonly day: string;
  /** What became of the payment; empty where the file has no such column. */
  readonly status: string;
}

type Row = Readonly<Record<string, string>>;

/** What rails write for money that came back. */
const RETURNED = /return|revers|refund|fail|reject|bounc|chargeback|denied/i;
const RECORDS_LIMIT = 60_000;

/**
 * Reads a statement as CSV, with a header, separated by commas, semicolons or tabs. Amounts are plain numbers with a point or a comma. A
 * status that speaks of a return says that money came back; else, in a file that has negative amounts, those left and the others came back.
 * Throws a StatementFault with the line.
 */
export function readCsvStatement(text: string, columns: CsvColumns): RailLine[] {
  const rows = parseRows(text);
  const [first] = rows;
  if (!first) throw new StatementFault("This file has no rows under its header.");
  for (const name of [columns.reference, columns.amount, columns.currency, columns.day]) {
    if (!(key(name) in first)) {
      throw new StatementFault(`This file has no column “${name}”. Its columns are: ${Object.keys(first).join(", ")}.`);
    }
  }
  const hasNegatives = rows.some((row) => (row[key(columns.amount)] ?? "").trim().startsWith("-"));
  return rows.map((row, index) => readRow(row, { columns, line: index + 2, hasNegatives }));
}

function readRow(
  row: Row,
  { columns, line, hasNegatives }: { columns: CsvColumns; line: number; hasNegatives: boolean },
): RailLine {
  const cell = (name: string) => (row[key(name)] ?? "").trim();
  const currency = cell(columns.currency).toUpperCase();
  if (!isCurrencyCode(currency)) throw new StatementFault(`Line ${line}: “${currency}” is no currency, such as EUR.`);
  const amount = parseDecimal(cell(columns.amount).replace(/,(\d{1,3})$/, ".$1"), currency);
  if (amount === null) {
    throw new StatementFault(`Line ${line}: “${cell(columns.amount)}” is no amount, such as 1234.50.`);
  }
  const day = cell(columns.day).slice(0, "2026-06-01".length);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) {
    throw new StatementFault(`Line ${line}: “${cell(columns.day)}” is no day. Write it as year-month-day.`);
  }
  const status = columns.status === "" ? "" : cell(columns.status);
  const isReturned = RETURNED.test(status) || (status === "" && hasNegatives && amount > 0n);
  return {
    kind: isReturned ? "returned" : "paid",
    reference: cell(columns.reference),
    currency,
    amountMinor: amount < 0n ? -amount : amount,
    bookedOn: day,
    reason: isReturned ? status || "The money came back." : "",
    bookingReference: "",
  };
}

function key(name: string): string {
  return name.trim().toLowerCase();
}

/** The mark that the header has most of: with semicolons, commas are decimal. */
function delimiterOf(text: string): string {
  const header = text.slice(0, Math.max(0, text.indexOf("\n")));
  const counted = [",", ";", "\t"].map((mark) => ({ mark, count: header.split(mark).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).mark;
}

function parseRows(text: string): Row[] {
  const bare = text.replace(/^\uFEFF/, "");
  try {
    return parse(bare, {
      columns: (header: string[]) => header.map(key),
      delimiter: delimiterOf(bare),
      skip_empty_lines: true,
      to: RECORDS_LIMIT,
    }) as unknown as Row[];
  } catch {
    throw new StatementFault("This is no readable CSV: a row has more or fewer cells than the header.");
  }
}
