import { exponentOf } from "#app/kit/currency.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { CsvColumn, CsvPreset } from "./csv-columns.ts";
import { readCsvInstant } from "./read-csv-instant.ts";
import { readCsvNumber } from "./read-csv-number.ts";
import { malformed, problem, understood, type FieldProblem, type Reading } from "./reading.ts";

/** One row with its cells as plain texts: decimals with a point, instants in ISO form, empty where there is nothing. */
export type CsvRow = Readonly<Record<CsvColumn, string>>;

const statusWords: Readonly<Record<string, string>> = {
  "": "paid",
  paid: "paid",
  completed: "paid",
  pending: "pending",
  unpaid: "pending",
  voided: "voided",
  cancelled: "cancelled",
  canceled: "cancelled",
  // https://help.shopify.com/en/manual/fulfillment/managing-orders/order-status: a refund leaves the order paid and is told by itself.
  authorized: "pending",
  partially_paid: "pending",
  refunded: "paid",
  partially_refunded: "paid",
  expired: "voided",
  // https://woocommerce.com/document/managing-orders/order-statuses/
  processing: "paid",
  "pending payment": "pending",
  "on-hold": "pending",
  "on hold": "pending",
  failed: "voided",
};

const numberColumns: ReadonlySet<CsvColumn> = new Set([
  ...["quantity", "price", "discount", "order_discount", "tax", "shipping"],
] as CsvColumn[]);
const instantColumns: ReadonlySet<CsvColumn> = new Set(["placed_at", "updated_at"]);
const filledColumns: ReadonlySet<CsvColumn> = new Set(["order_id", "placed_at", "quantity", "price"]);

/** Reads one row. What is said here is about the row alone; whether the rows of one order fit together is asked when it is put together. */
export function readCsvRow(
  cells: readonly string[],
  columns: readonly (CsvColumn | null)[],
  preset: CsvPreset,
): Reading<CsvRow> {
  if (cells.length !== columns.length) {
    return malformed([
      { field: "", sentence: `The row has ${cells.length} cells, but the header names ${columns.length} columns.` },
    ]);
  }
  const problems: FieldProblem[] = [];
  const row: Partial<Record<CsvColumn, string>> = {};
  const currency = ((cells[columns.indexOf("currency")] ?? "").trim() || preset.currency || "").toUpperCase();
  columns.forEach((column, index) => {
    if (column === null) return;
    const text = (cells[index] ?? "").trim();
    row[column] = readCell(column, preset.emptyWords.includes(text) ? "" : text, currency, problems, preset);
  });
  // A file of whole orders has no quantities: each is one piece of what was sold.
  if (!columns.includes("quantity")) row.quantity = "1";
  row.currency = currency;
  if (currency === "") problems.push(problem("currency", "is empty."));
  row.status = readStatus(row.status ?? "", problems);
  return problems.length > 0 ? malformed(problems) : understood(row as CsvRow);
}

function readCell(
  column: CsvColumn,
  text: string,
  currency: string,
  problems: FieldProblem[],
  style: CsvPreset,
): string {
  if (text === "") {
    if (filledColumns.has(column)) problems.push(problem(column, "is empty."));
    return "";
  }
  if (numberColumns.has(column)) {
    const isAmount = column !== "quantity";
    const number =
      isAmount && style.decimals === "minor"
        ? readMinor(text, currency)
        : readCsvNumber(text, isAmount && exponentOf(currency) === 3, style.decimals);
    if (number === null) {
      problems.push(
        problem(column, `is "${text.slice(0, 40)}", which is no number or could mean two. Write it like 1234.50.`),
      );
      return "";
    }
    if (column === "quantity") return readQuantity(number, problems);
    if (number.startsWith("-")) problems.push(problem(column, "must not be below 0."));
    return number;
  }
  if (instantColumns.has(column)) {
    const instant = readCsvInstant(text, style.instants);
    if (instant === null)
      problems.push(problem(column, `is "${text.slice(0, 40)}", which is no date. Write it like 2026-06-01 09:30.`));
    return instant ?? "";
  }
  return text;
}

/** 1250 of a currency with cents is 12.50. */
function readMinor(text: string, currency: string): string | null {
  return /^-?\d{1,15}$/.test(text) ? formatDecimal(BigInt(text), currency) : null;
}

function readQuantity(number: string, problems: FieldProblem[]): string {
  const quantity = number.replace(/\.0+$/, "");
  if (quantity.startsWith("-") || quantity === "0") {
    problems.push(
      problem("quantity", "must be at least 1. Returns are not imported from files; send them as refunds."),
    );
  } else if (!/^\d{1,7}$/.test(quantity)) {
    problems.push(problem("quantity", "must be a whole number."));
  }
  return quantity;
}

function readStatus(text: string, problems: FieldProblem[]): string {
  const status = statusWords[text.toLowerCase().replace(/^wc-/, "")];
  if (status === undefined)
    problems.push(problem("status", `is "${text.slice(0, 40)}"; it must be paid, pending, voided or cancelled.`));
  return status ?? "";
}
