import { columnKeyOf, columnOf, csvColumns, type CsvColumn } from "./csv-columns.ts";
import type { FileChoices } from "./file-choices.ts";

interface KnownFile {
  /** As people name it. */
  readonly label: string;
  /** Columns by which it is told from others, by their keys. */
  readonly signs: readonly string[];
  readonly names: Readonly<Record<string, CsvColumn>>;
  readonly style: Partial<Pick<FileChoices, "decimals" | "dates" | "timeZone">>;
}

/** Exports of other systems, told by their columns. */
export const knownFiles: readonly KnownFile[] = [
  {
    // One row per line item; what is of the whole order stands on its first row alone.
    // https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders
    // https://docs.xbp.app/docs/development/integrations/shopify/order-format
    label: "Shopify, Orders, Export",
    signs: ["name", "financial_status", "lineitem_quantity", "lineitem_price"],
    names: {
      name: "order_id",
      email: "email",
      financial_status: "status",
      created_at: "placed_at",
      currency: "currency",
      taxes: "tax",
      shipping: "shipping",
      discount_code: "code",
      discount_amount: "order_discount",
      lineitem_quantity: "quantity",
      lineitem_name: "title",
      lineitem_price: "price",
      lineitem_sku: "sku",
      lineitem_discount: "discount",
    },
    style: { decimals: "point", dates: "year-first" },
  },
  {
    // One row per order: its goods are one line here. https://woocommerce.com/document/import-and-export-of-woocommerce-orders/
    label: "WooCommerce, Import and Export Suite",
    signs: ["order_id", "order_number", "order_subtotal", "order_currency"],
    names: {
      order_id: "order_id",
      order_number: "order_name",
      order_date: "placed_at",
      status: "status",
      order_currency: "currency",
      order_subtotal: "price",
      cart_discount: "discount",
      tax_total: "tax",
      shipping_total: "shipping",
      customer_email: "email",
      customer_id: "customer_id",
      coupon_items: "code",
    },
    style: { decimals: "point", dates: "month-first" },
  },
  {
    // Fields of a conversion, as Refersion names them to merchants: https://www.refersion.dev/reference/webhooks-for-merchants
    label: "Refersion, conversions",
    signs: ["conversion_id", "order_id", "commissionable_order_total"],
    names: {
      order_id: "order_id",
      commissionable_order_total: "price",
      currency: "currency",
      created: "placed_at",
      created_at: "placed_at",
      conversion_date: "placed_at",
      coupon_code: "code",
      customer_email: "email",
    },
    style: { decimals: "point", dates: "year-first" },
  },
  {
    // Fields of a sale, amounts in cents: https://developers.rewardful.com/rest-api/commissions/object
    label: "Rewardful, sales",
    signs: ["stripe_charge_id", "sale_amount_cents", "charged_at"],
    names: {
      stripe_charge_id: "order_id",
      sale_amount_cents: "price",
      currency: "currency",
      charged_at: "placed_at",
      tax_amount_cents: "tax",
      stripe_customer_id: "customer_id",
      coupon: "code",
    },
    style: { decimals: "minor", dates: "year-first" },
  },
];

export interface RecognisedFile {
  /** The system it comes from; null when its columns are only guessed by their names. */
  readonly label: string | null;
  readonly choices: FileChoices;
}

/** What the columns of a file probably are, for a person to look over. */
export function recogniseFile(names: readonly string[]): RecognisedFile {
  const keys = names.map(columnKeyOf);
  const known = knownFiles.find(({ signs }) => signs.every((sign) => keys.includes(sign)));
  const guessed = known
    ? keys.map((key) => known.names[key] ?? null)
    : names.map((name) => columnOf(name, { names: {} }));
  return {
    label: known?.label ?? null,
    choices: {
      columns: guessed.map((column, index) => (guessed.indexOf(column) === index ? column : null)),
      ...{ currency: "", timeZone: "UTC", decimals: "each", dates: "year-first" },
      ...known?.style,
    },
  };
}

/** What a column can be, as people name it. */
export const columnWords: Readonly<Record<CsvColumn, string>> = {
  order_id: "Order number (required)",
  order_name: "Name of the order, such as #1001",
  placed_at: "Date of the order (required)",
  updated_at: "Time of this version",
  currency: "Currency",
  status: "Paid, pending or cancelled",
  line_id: "Id of the line",
  product_id: "Id of the product",
  sku: "SKU",
  title: "Product",
  quantity: "Quantity",
  price: "Price of one piece, without tax (required)",
  discount: "Discount of the line",
  order_discount: "Discount of the whole order",
  tax: "Tax",
  shipping: "Shipping",
  code: "Discount code",
  click_id: "Click id (fs_click)",
  email: "Buyer’s e-mail (kept as a hash)",
  customer_id: "Id of the buyer",
};

/** In the order in which people look for them. */
export const columnOptions = csvColumns.map((column) => ({ value: column, label: columnWords[column] }));
