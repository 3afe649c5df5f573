import { z } from "zod";
import type { OrderFacts, OrderLineFacts, RefundFacts, StoreEvent } from "#app/sales/order-facts.ts";
import type { PaymentStatus } from "#app/sales/sale.ts";
import { allocate, formatDecimal, sumMinor } from "#app/kit/money.ts";
import {
  clickIdOfAddress,
  collectClickIds,
  collectCodes,
  currencyText,
  firstText,
  hostOfAddress,
  idText,
  isClickIdName,
  isVisitorName,
  visitorOrNull,
  shownText,
} from "./field-shapes.ts";
import { amountReader, malformed, readShape, understood, type AmountReader, type Reading } from "./reading.ts";

/** WooCommerce writes UTC without saying so: 2017-03-22T19:28:02. */
const gmtText = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}Z`)), {
    message: "must be an instant such as 2026-06-01T09:00:00.",
  })
  .transform((text) => new Date(`${text}Z`));

const metaList = z.array(z.object({ key: z.unknown().optional(), value: z.unknown().optional() })).nullish();

const lineShape = z.object({
  id: idText,
  name: shownText,
  product_id: idText.nullish(),
  sku: shownText,
  quantity: z.number(),
  subtotal: z.string(),
  total: z.string(),
  meta_data: metaList,
});

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties; totals of lines are without tax. */
const orderShape = z.object({
  id: idText,
  number: idText.nullish(),
  status: z.string(),
  currency: currencyText,
  date_created_gmt: gmtText,
  date_modified_gmt: gmtText,
  date_paid_gmt: z.string().nullish(),
  total: z.string(),
  total_tax: z.string(),
  shipping_total: z.string(),
  customer_id: z.number().int().nullish(),
  billing: z.object({ email: z.string().nullish(), phone: z.string().nullish() }).nullish(),
  line_items: z.array(lineShape),
  fee_lines: z.array(z.object({ total: z.string() })).nullish(),
  coupon_lines: z.array(z.object({ code: z.string() })).nullish(),
  meta_data: metaList,
  refunds: z.array(z.object({ id: idText, total: z.string() })).nullish(),
});

type WooCommerceOrder = z.infer<typeof orderShape>;

/** The last one is not WooCommerce's: an order that we asked for. */
const orderTopics: ReadonlySet<string> = new Set(["order.created", "order.updated", "order.restored", "order.polled"]);

/** Reads one delivery by its `X-WC-Webhook-Topic`. */
export function readWooCommerceEvent(topic: string, body: unknown): Reading<StoreEvent> {
  if (orderTopics.has(topic)) return readWooCommerceOrder(body);
  const sentence =
    topic === "order.deleted"
      ? "The shop deleted the order for good and sent no figures; what was known of it stays. Cancel it in the shop to take it back."
      : `Fairshare does not need events of the topic "${topic}".`;
  return understood({ kind: "ignored", sentence });
}

/** Reads an order. Its list of refunds is the whole list: a known refund missing from it was deleted in the shop. */
function readWooCommerceOrder(body: unknown): Reading<StoreEvent> {
  const shape = readShape(orderShape, body);
  if (!shape.ok) return shape;
  const order = shape.value;
  if (order.status === "checkout-draft" || order.status === "auto-draft") {
    return understood({
      kind: "ignored",
      sentence: `Order ${order.number ?? order.id} is a draft of an unfinished checkout.`,
    });
  }
  const amount = amountReader(order.currency);
  const lines = readLines(order, amount);
  const refunds = readRefunds(order, amount);
  const facts: OrderFacts = {
    externalId: order.id,
    externalName: `#${order.number ?? order.id}`,
    currency: order.currency,
    placedAt: order.date_created_gmt,
    providerUpdatedAt: order.date_modified_gmt,
    paymentStatus: paymentStatusOf(order),
    cancelledAt: isCancelled(order) ? order.date_modified_gmt : null,
    lines,
    discountMinor: sumMinor(lines.map((line) => line.discountMinor)),
    taxMinor: amount("total_tax", order.total_tax),
    shippingMinor: amount("shipping_total", order.shipping_total),
    totalMinor: amount("total", order.total),
    discrepancy: describeDiscrepancy(order, lines, amount),
    customerEmail: firstText(order.billing?.email),
    customerExternalId: order.customer_id ? String(order.customer_id) : null,
    customerPhone: firstText(order.billing?.phone),
    // The order's cart_hash is of what lay in the cart, the same for everybody who bought it: no sign of a shopper.
    visitorId: visitorOrNull((order.meta_data ?? []).filter(({ key }) => isVisitorName(key)).map(({ value }) => value)),
    isReturningCustomer: null,
    codes: collectCodes((order.coupon_lines ?? []).map((coupon) => coupon.code)),
    clickIds: collectClickIds(findClickIds(order)),
    refererHost: hostOfAddress(metaValue(order, "_wc_order_attribution_referrer")),
    refunds,
    areRefundsComplete: true,
  };
  return amount.problems.length > 0 ? malformed(amount.problems) : understood({ kind: "order", order: facts });
}

/** https://woocommerce.com/document/managing-orders/order-statuses/; a shop's own statuses are told by the date of payment. */
function paymentStatusOf(order: WooCommerceOrder): PaymentStatus {
  if (["processing", "completed", "refunded"].includes(order.status)) return "paid";
  if (order.status === "failed") return "voided";
  if (order.status === "pending" || order.status === "on-hold") return "pending";
  return order.date_paid_gmt ? "paid" : "pending";
}

/** A full refund normally lists itself; an order marked refunded by hand without one is over all the same. */
function isCancelled(order: WooCommerceOrder): boolean {
  const isRefundedByHand = order.status === "refunded" && (order.refunds ?? []).length === 0;
  return order.status === "cancelled" || order.status === "trash" || isRefundedByHand;
}

/** Fees below zero are how many extensions write a discount on the whole order: they are spread over the lines. */
function readLines(order: WooCommerceOrder, amount: AmountReader): OrderLineFacts[] {
  const totals = order.line_items.map((line, index) => atLeastZero(amount(`line_items.${index}.total`, line.total)));
  const fees = (order.fee_lines ?? []).map((fee, index) => amount(`fee_lines.${index}.total`, fee.total));
  const feeDiscountMinor = -sumMinor(fees.filter((fee) => fee < 0n));
  const wholeMinor = sumMinor(totals);
  const discounts = allocate(feeDiscountMinor < wholeMinor ? feeDiscountMinor : wholeMinor, totals);
  return order.line_items.map((line, index) => {
    const netMinor = (totals[index] ?? 0n) - (discounts[index] ?? 0n);
    const subtotalMinor = amount(`line_items.${index}.subtotal`, line.subtotal);
    const grossMinor = subtotalMinor > netMinor ? subtotalMinor : netMinor;
    return {
      externalId: line.id,
      productId: line.product_id ?? "",
      sku: line.sku,
      title: line.name,
      // Extensions sell by weight: 0.5 kg is one piece of what was sold.
      quantity: Math.max(1, Math.floor(line.quantity)),
      grossMinor,
      discountMinor: grossMinor - netMinor,
      netMinor,
      isCommissionable: true,
    };
  });
}

function describeDiscrepancy(
  order: WooCommerceOrder,
  lines: readonly OrderLineFacts[],
  amount: AmountReader,
): string | null {
  const surcharges = (order.fee_lines ?? []).map((fee) => amount("fee_lines", fee.total)).filter((fee) => fee > 0n);
  const partsMinor =
    sumMinor([...lines.map((line) => line.netMinor), ...surcharges]) +
    amount("shipping_total", order.shipping_total) +
    amount("total_tax", order.total_tax);
  if (partsMinor === amount("total", order.total)) return null;
  return (
    `The lines, fees, shipping and tax sum to ${formatDecimal(partsMinor, order.currency)} ${order.currency}, but the order's ` +
    `total is ${order.total}; the lines count as they are.`
  );
}

/** The list gives no date: the time of the version that names the refund stands for it. */
function readRefunds(order: WooCommerceOrder, amount: AmountReader): RefundFacts[] {
  return (order.refunds ?? [])
    .map((refund, index) => ({
      externalId: refund.id,
      externalOrderId: order.id,
      currency: order.currency,
      amountMinor: -amount(`refunds.${index}.total`, refund.total),
      refundedAt: order.date_modified_gmt,
      lines: [],
    }))
    .filter((refund) => refund.amountMinor > 0n);
}

/** The landing page as kept by WooCommerce's own order attribution. */
function findClickIds(order: WooCommerceOrder): unknown[] {
  const metas = [...(order.meta_data ?? []), ...order.line_items.flatMap((line) => line.meta_data ?? [])];
  const named = metas.filter((meta) => isClickIdName(meta.key)).map((meta) => meta.value);
  return [...named, clickIdOfAddress(metaValue(order, "_wc_order_attribution_session_entry"))];
}

function metaValue(order: WooCommerceOrder, key: string): unknown {
  return (order.meta_data ?? []).find((meta) => meta.key === key)?.value;
}

function atLeastZero(amountMinor: bigint): bigint {
  return amountMinor > 0n ? amountMinor : 0n;
}
