import type { DecimalStyle } from "./file-choices.ts";
import type { InstantStyle } from "./read-csv-instant.ts";

/** What a column of an order file can be. Several rows with one `order_id` are the lines of one order. */
export const csvColumns = [
  "order_id", "order_name", "placed_at", "updated_at", "currency", "status", "line_id", "product_id", "sku", "title", "quantity",
  "price", "discount", "order_discount", "tax", "shipping", "code", "click_id", "email", "customer_id",
] as const; // prettier-ignore
export type CsvColumn = (typeof csvColumns)[number];

const requiredColumns: readonly CsvColumn[] = ["order_id", "placed_at", "currency", "price"];

/** Other names under which shops export the same thing; compared in lower case with underscores for everything else. */
const otherNames: Readonly<Record<string, CsvColumn>> = {
  order: "order_id",
  order_number: "order_id",
  name: "order_name",
  date: "placed_at",
  created_at: "placed_at",
  line_item_id: "line_id",
  product: "title",
  item: "title",
  description: "title",
  qty: "quantity",
  unit_price: "price",
  discount_code: "code",
  coupon: "code",
  coupon_code: "code",
  fs_click: "click_id",
  customer_email: "email",
  billing_email: "email",
  order_date: "placed_at",
  order_created: "placed_at",
  order_currency: "currency",
  currency_code: "currency",
  item_name: "title",
  product_name: "title",
  product_title: "title",
  item_quantity: "quantity",
  item_price: "price",
  amount: "price",
  order_total: "price",
  total: "price",
  sale_amount: "price",
  total_tax: "tax",
  taxes: "tax",
  shipping_total: "shipping",
  voucher: "code",
  order_status: "status",
  subid: "click_id",
};

/** How a known kind of file differs from our own. */
export interface CsvPreset {
  readonly names: Readonly<Record<string, CsvColumn>>;
  /** For files without a column of currency. */
  readonly currency?: string;
  /** Words that stand for an empty cell. */
  readonly emptyWords: readonly string[];
  /** What somebody said each column is, instead of telling them by their names. */
  readonly columns?: readonly (CsvColumn | null)[];
  readonly decimals?: DecimalStyle;
  readonly instants?: InstantStyle;
}

export const csvPresets = {
  standard: { names: {}, emptyWords: [] },
  /** The UCI Online Retail list: order lines of a British shop, in pounds. */
  "online-retail": {
    names: {
      invoiceno: "order_id",
      stockcode: "sku",
      invoicedate: "placed_at",
      unitprice: "price",
      customerid: "customer_id",
    },
    currency: "GBP",
    emptyWords: ["NA"],
  },
} as const satisfies Readonly<Record<string, CsvPreset>>;

export type CsvPresetName = keyof typeof csvPresets;

export interface CsvHeader {
  /** Per cell of a row: which column it is; null for one we do not use. */
  readonly columns: readonly (CsvColumn | null)[];
  /** What is wrong with the header as a whole; then no row is read. */
  readonly fault: string | null;
}

/** Finds the columns by their names, whatever their case, order and punctuation. */
export function readCsvHeader(names: readonly string[], preset: CsvPreset): CsvHeader {
  const columns = preset.columns ?? names.map((name) => columnOf(name, preset));
  const twice = csvColumns.find((column) => columns.filter((one) => one === column).length > 1);
  if (twice) return { columns, fault: `The column ${twice} is there twice.` };
  const missing = requiredColumns.filter(
    (column) => !columns.includes(column) && !(column === "currency" && preset.currency),
  );
  if (missing.length > 0) {
    const word = missing.length === 1 ? "column" : "columns";
    return {
      columns,
      fault: `The file lacks the ${word} ${missing.join(", ")}. Its first line must name the columns.`,
    };
  }
  return { columns, fault: null };
}

/** A column's name without case and punctuation. */
export function columnKeyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** What a column is by its name; null for one we do not know. */
export function columnOf(name: string, preset: Pick<CsvPreset, "names">): CsvColumn | null {
  const key = columnKeyOf(name);
  const exact = csvColumns.find((column) => column === key);
  return preset.names[key] ?? exact ?? otherNames[key] ?? null;
}
