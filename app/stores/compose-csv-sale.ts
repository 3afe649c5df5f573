import { allocate, formatDecimal, parseDecimal, sumMinor } from "#app/kit/money.ts";
import type { CsvColumn } from "./csv-columns.ts";
import type { CsvRow } from "./read-csv-row.ts";
import { malformed, problem, understood, type FieldProblem, type Reading } from "./reading.ts";

/** A row and the line of the file it stands on, counted from 1. */
export interface PlacedRow {
  readonly line: number;
  readonly row: CsvRow;
}

/** What must be the same on every row of one order where it is given at all. */
const sharedColumns: readonly CsvColumn[] = ["currency", "status", "email", "customer_id", "updated_at"];

/**
 * Puts the rows of one order together as the body of `POST /api/v1/sales`, so that files and the API are read by one reader. The body
 * depends on the rows alone: the same rows in another file make the same body.
 */
export function composeCsvSale(rows: readonly PlacedRow[]): Reading<Record<string, unknown>> {
  const problems = sharedColumns.flatMap((column) => findConflict(column, rows));
  if (problems.length > 0) return malformed(problems);
  const given = (column: CsvColumn): string => rows.map(({ row }) => row[column]).find((text) => text) ?? "";
  const all = (column: CsvColumn): string[] => [...new Set(rows.map(({ row }) => row[column]).filter((text) => text))];
  const total = (column: CsvColumn): string =>
    addDecimals(
      rows.map(({ row }) => row[column] || "0"),
      given("currency"),
    );
  const discounts = spreadDiscount(rows, total("order_discount"), given("currency"));
  const customer = { ...optional("id", given("customer_id")), ...optional("email", given("email")) };
  return understood({
    id: given("order_id"),
    ...optional("name", given("order_name")),
    currency: given("currency"),
    placed_at: given("placed_at"),
    ...optional("updated_at", given("updated_at")),
    status: given("status"),
    lines: rows.map(({ row }, index) => ({
      ...optional("id", row.line_id),
      ...optional("product_id", row.product_id),
      ...optional("sku", row.sku),
      ...optional("title", row.title),
      quantity: Number(row.quantity),
      price: row.price,
      ...optional("discount", discounts[index] ?? row.discount),
    })),
    tax: total("tax"),
    shipping: total("shipping"),
    codes: all("code"),
    click_ids: all("click_id"),
    ...(Object.keys(customer).length > 0 ? { customer } : {}),
  });
}

/** A discount on the whole order, spread over its lines by what is left of each; null where there is none, or where a figure is wrong. */
function spreadDiscount(rows: readonly PlacedRow[], whole: string, currency: string): (string | null)[] {
  const wholeMinor = parseDecimal(whole, currency);
  if (!wholeMinor) return rows.map(() => null);
  const own = rows.map(({ row }) => parseDecimal(row.discount || "0", currency) ?? 0n);
  const left = rows.map(({ row }, index) => {
    const net = (parseDecimal(row.price, currency) ?? 0n) * BigInt(row.quantity) - (own[index] ?? 0n);
    return net > 0n ? net : 0n;
  });
  return allocate(wholeMinor, left).map((part, index) => formatDecimal(part + (own[index] ?? 0n), currency));
}

function findConflict(column: CsvColumn, rows: readonly PlacedRow[]): FieldProblem[] {
  const texts = new Set(rows.map(({ row }) => row[column]).filter((text) => text));
  return texts.size > 1
    ? [problem(column, `differs between the rows of one order: ${[...texts].slice(0, 3).join(", ")}.`)]
    : [];
}

function optional(name: string, text: string | undefined): Record<string, string> {
  return text ? { [name]: text } : {};
}

/** Adds decimal texts; one that does not fit the currency is handed on as it is, so that the reader complains about it. */
function addDecimals(texts: readonly string[], currency: string): string {
  const amounts = texts.map((text) => parseDecimal(text, currency));
  const wrong = amounts.indexOf(null);
  if (wrong !== -1) return texts[wrong] ?? "";
  return formatDecimal(sumMinor(amounts.map((amount) => amount ?? 0n)), currency);
}
