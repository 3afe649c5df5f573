import type { OrderFacts, RefundFacts, StoreEvent } from "#app/sales/order-facts.ts";
import type { PaymentStatus } from "#app/sales/sale.ts";
import { sumMinor } from "#app/kit/money.ts";
import {
  clickIdOfAddress,
  collectClickIds,
  collectCodes,
  collectTokens,
  firstText,
  hostOfAddress,
  isClickIdName,
  isVisitorName,
  visitorOrNull,
} from "./field-shapes.ts";
import { amountReader, malformed, readShape, understood, type AmountReader, type Reading } from "./reading.ts";
import { readShopifyLines } from "./read-shopify-lines.ts";
import { stateRefund } from "./read-shopify-refund.ts";
import { shopifyOrderShape, type ShopifyOrder } from "./shopify-shapes.ts";

/**
 * Reads the body of an order webhook. `subtotal_price` is the truth of what the goods cost; lines are made to sum to it.
 * Refunds listed in the order are read exactly as when they come alone, so that it does not matter which arrives first.
 *
 * @param topic The topic of the delivery: `orders/paid` means paid whatever the body says.
 */
export function readShopifyOrder(topic: string, body: unknown): Reading<StoreEvent> {
  const shape = readShape(shopifyOrderShape, body);
  if (!shape.ok) return shape;
  const order = shape.value;
  if (order.test)
    return understood({ kind: "ignored", sentence: `Order ${order.name} is a test order; it earns nothing.` });
  const amount = amountReader(order.currency);
  const { lines, discrepancy } = readShopifyLines(order, amount);
  const refunds = readListedRefunds(order, amount);
  const facts: OrderFacts = {
    externalId: order.id,
    externalName: order.name || order.id,
    currency: order.currency,
    placedAt: order.created_at,
    providerUpdatedAt: order.updated_at,
    paymentStatus: topic === "orders/paid" ? "paid" : paymentStatusOf(order.financial_status),
    cancelledAt: order.cancelled_at ?? null,
    lines,
    discountMinor: sumMinor(lines.map((line) => line.discountMinor)),
    taxMinor: amount("total_tax", order.total_tax ?? "0"),
    shippingMinor: readShipping(order, amount),
    totalMinor: amount("total_price", order.total_price),
    discrepancy,
    customerEmail: firstText(order.customer?.email, order.email, order.contact_email),
    customerExternalId: order.customer?.id ?? null,
    customerPhone: firstText(order.customer?.phone, order.phone, order.billing_address?.phone),
    cartTokens: collectTokens([order.cart_token, order.checkout_token]),
    visitorId: visitorOrNull(carriedUnder(order, isVisitorName)),
    // The count is of the moment of sending, so a high one says nothing about this order; a low one proves it is the first.
    isReturningCustomer: (order.customer?.orders_count ?? 2) <= 1 ? false : null,
    codes: collectCodes((order.discount_codes ?? []).map((entry) => entry.code)),
    clickIds: collectClickIds(findClickIds(order)),
    refererHost: hostOfAddress(order.referring_site),
    refunds,
    areRefundsComplete: false,
  };
  return amount.problems.length > 0 ? malformed(amount.problems) : understood({ kind: "order", order: facts });
}

/** https://shopify.dev/docs/api/admin-rest/latest/resources/order#resource-object (financial_status) */
function paymentStatusOf(financialStatus: string | null | undefined): PaymentStatus {
  if (financialStatus === "paid" || financialStatus === "partially_refunded" || financialStatus === "refunded")
    return "paid";
  if (financialStatus === "voided" || financialStatus === "expired") return "voided";
  return "pending";
}

function readShipping(order: ShopifyOrder, amount: AmountReader): bigint {
  const total = order.total_shipping_price_set?.shop_money.amount;
  if (total !== undefined) return amount("total_shipping_price_set.shop_money.amount", total);
  const prices = (order.shipping_lines ?? []).map((line) => line.discounted_price ?? line.price);
  return sumMinor(prices.map((price, index) => amount(`shipping_lines.${index}.price`, price)));
}

function findClickIds(order: ShopifyOrder): unknown[] {
  return [...carriedUnder(order, isClickIdName), clickIdOfAddress(order.landing_site)];
}

/** What the cart or one of its lines carried under such a name. */
function carriedUnder(order: ShopifyOrder, isNamed: (name: unknown) => boolean): unknown[] {
  const carriers = [...(order.note_attributes ?? []), ...order.line_items.flatMap((line) => line.properties ?? [])];
  return carriers.filter(({ name }) => isNamed(name)).map(({ value }) => value);
}

function readListedRefunds(order: ShopifyOrder, amount: AmountReader): RefundFacts[] {
  const refunds: RefundFacts[] = [];
  for (const [index, listed] of (order.refunds ?? []).entries()) {
    const reading = stateRefund(listed, order.id, order.currency);
    if (!reading.ok) {
      const problems = reading.problems.map((one) => ({
        field: `refunds.${index}.${one.field}`,
        sentence: one.sentence,
      }));
      amount.problems.push(...problems);
    } else if (reading.value.kind === "refund") {
      refunds.push(reading.value.refund);
    }
  }
  return refunds;
}
