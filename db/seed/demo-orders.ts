import { createHash } from "node:crypto";
import { formatDecimal, percentOf, sumMinor } from "#app/kit/money.ts";
import { API_SALE_TOPIC } from "#app/stores/read-store-events.ts";
import type { CastBrand, CastProduct } from "./demo-cast.ts";

/** One order of the demo world, before it is put into the words of a shop. */
export interface DemoOrder {
  readonly number: number;
  readonly placedAt: Date;
  readonly currency: string;
  readonly customerEmail: string;
  readonly lines: readonly { readonly product: CastProduct; readonly quantity: number }[];
  readonly code: string | null;
  /** The shopper's discount with the code. */
  readonly discountBps: number;
  readonly clickId: string | null;
}

/** An event as its shop would send it. */
export interface ShopEvent {
  readonly topic: string;
  readonly deliveryKey: string;
  readonly body: string;
}

const TAX_BPS = 1900;

interface PricedLine {
  readonly id: number;
  readonly product: CastProduct;
  readonly quantity: number;
  readonly grossMinor: bigint;
  readonly discountMinor: bigint;
}

function priceLines(order: DemoOrder): PricedLine[] {
  return order.lines.map(({ product, quantity }, index) => {
    const grossMinor = product.priceMinor * BigInt(quantity);
    return {
      id: order.number * 10 + index + 1,
      product,
      quantity,
      grossMinor,
      discountMinor: percentOf(grossMinor, order.discountBps),
    };
  });
}

function netOf(line: PricedLine): bigint {
  return line.grossMinor - line.discountMinor;
}

/** `orders/paid` of Shopify, or `orders/cancelled` when it was cancelled. */
export function shopifyOrder(order: DemoOrder, cancelledAt: Date | null = null): ShopEvent {
  const text = (minor: bigint) => formatDecimal(minor, order.currency);
  const lines = priceLines(order);
  const netMinor = sumMinor(lines.map(netOf));
  const discountMinor = sumMinor(lines.map((line) => line.discountMinor));
  const taxMinor = percentOf(netMinor, TAX_BPS);
  const topic = cancelledAt ? "orders/cancelled" : "orders/paid";
  const body = {
    id: order.number,
    name: `#${order.number}`,
    currency: order.currency,
    created_at: order.placedAt.toISOString(),
    updated_at: (cancelledAt ?? order.placedAt).toISOString(),
    cancelled_at: cancelledAt?.toISOString() ?? null,
    financial_status: cancelledAt ? "voided" : "paid",
    email: order.customerEmail,
    customer: { id: order.number, email: order.customerEmail },
    subtotal_price: text(netMinor),
    total_discounts: text(discountMinor),
    total_tax: text(taxMinor),
    total_price: text(netMinor + taxMinor),
    taxes_included: false,
    test: false,
    landing_site: order.clickId ? `/?fs_click=${order.clickId}` : "/",
    referring_site: order.clickId ? "https://instagram.example/" : "",
    discount_codes: order.code ? [{ code: order.code, amount: text(discountMinor), type: "percentage" }] : [],
    note_attributes: [],
    line_items: lines.map((line) => ({
      id: line.id,
      product_id: line.product.sku,
      sku: line.product.sku,
      title: line.product.title,
      quantity: line.quantity,
      price: text(line.product.priceMinor),
      discount_allocations: line.discountMinor === 0n ? [] : [{ amount: text(line.discountMinor) }],
    })),
    shipping_lines: [{ price: "0.00" }],
    refunds: [],
  };
  return { topic, deliveryKey: deliveryKey(topic, order), body: JSON.stringify(body) };
}

/** `refunds/create` of Shopify for whole lines, named by their position. */
export function shopifyRefund(order: DemoOrder, positions: readonly number[], refundedAt: Date): ShopEvent {
  const text = (minor: bigint) => formatDecimal(minor, order.currency);
  const lines = priceLines(order).filter((_, index) => positions.includes(index));
  const amountMinor = sumMinor(lines.map((line) => netOf(line) + percentOf(netOf(line), TAX_BPS)));
  const body = {
    id: order.number * 100,
    order_id: order.number,
    created_at: refundedAt.toISOString(),
    refund_line_items: lines.map((line) => ({
      id: line.id * 10,
      line_item_id: line.id,
      quantity: line.quantity,
      subtotal: text(netOf(line)),
      total_tax: text(percentOf(netOf(line), TAX_BPS)),
    })),
    transactions: [{ amount: text(amountMinor), kind: "refund", status: "success", currency: order.currency }],
    order_adjustments: [],
  };
  return { topic: "refunds/create", deliveryKey: deliveryKey("refunds/create", order), body: JSON.stringify(body) };
}

/** `order.updated` of WooCommerce, with a refund of everything when `refundedAt` is given. */
export function wooCommerceOrder(order: DemoOrder, refundedAt: Date | null = null): ShopEvent {
  const text = (minor: bigint) => formatDecimal(minor, order.currency);
  const lines = priceLines(order);
  const netMinor = sumMinor(lines.map(netOf));
  const taxMinor = sumMinor(lines.map((line) => percentOf(netOf(line), TAX_BPS)));
  const gmt = (instant: Date) => instant.toISOString().slice(0, 19);
  const body = {
    id: order.number,
    number: String(order.number),
    status: refundedAt ? "refunded" : "completed",
    currency: order.currency,
    date_created_gmt: gmt(order.placedAt),
    date_modified_gmt: gmt(refundedAt ?? order.placedAt),
    date_paid_gmt: gmt(order.placedAt),
    discount_total: text(sumMinor(lines.map((line) => line.discountMinor))),
    shipping_total: "0.00",
    total: text(netMinor + taxMinor),
    total_tax: text(taxMinor),
    prices_include_tax: false,
    customer_id: 0,
    billing: { email: order.customerEmail },
    meta_data: order.clickId ? [{ id: 1, key: "_fs_click", value: order.clickId }] : [],
    coupon_lines: order.code ? [{ id: 1, code: order.code.toLowerCase(), discount: "0.00" }] : [],
    line_items: lines.map((line) => ({
      id: line.id,
      name: line.product.title,
      product_id: line.id,
      sku: line.product.sku,
      quantity: line.quantity,
      subtotal: text(line.grossMinor),
      subtotal_tax: text(percentOf(line.grossMinor, TAX_BPS)),
      total: text(netOf(line)),
      total_tax: text(percentOf(netOf(line), TAX_BPS)),
      meta_data: [],
    })),
    shipping_lines: [],
    fee_lines: [],
    refunds: refundedAt ? [{ id: order.number * 100, reason: "", total: text(-(netMinor + taxMinor)) }] : [],
  };
  return {
    topic: "order.updated",
    deliveryKey: deliveryKey(String(refundedAt?.getTime() ?? 0), order),
    body: JSON.stringify(body),
  };
}

/** The body of `POST /api/v1/sales`. */
export function apiSale(order: DemoOrder): ShopEvent {
  const body = {
    id: String(order.number),
    name: `KS-${order.number}`,
    currency: order.currency,
    placed_at: order.placedAt.toISOString(),
    lines: priceLines(order).map((line, index) => ({
      id: String(index + 1),
      product_id: line.product.sku,
      sku: line.product.sku,
      title: line.product.title,
      quantity: line.quantity,
      price: formatDecimal(line.product.priceMinor, order.currency),
      discount: formatDecimal(line.discountMinor, order.currency),
    })),
    codes: order.code ? [order.code] : [],
    click_ids: order.clickId ? [order.clickId] : [],
    customer: { email: order.customerEmail },
  };
  return { topic: API_SALE_TOPIC, deliveryKey: `sale-${order.number}`, body: JSON.stringify(body) };
}

function deliveryKey(kind: string, order: DemoOrder): string {
  return createHash("sha256").update(`${kind} ${order.number}`).digest("hex").slice(0, 32);
}

/** The product lines a shopper of this brand puts into the cart. */
export function fillCart(brand: CastBrand, pick: (limit: number) => number): DemoOrder["lines"] {
  const first = brand.products[pick(brand.products.length)];
  const second = brand.products[pick(brand.products.length)];
  const lines = [first, pick(3) === 0 ? second : undefined].filter((product) => product !== undefined);
  return lines.map((product) => ({ product, quantity: pick(6) === 0 ? 2 : 1 }));
}
