import type { OrderLineFacts, StoreEvent } from "#app/sales/order-facts.ts";
import { allocate, formatDecimal, sumMinor } from "#app/kit/money.ts";
import {
  collectClickIds,
  collectCodes,
  firstText,
  isClickIdName,
  isVisitorName,
  visitorOrNull,
} from "./field-shapes.ts";
import { malformed, problem, readShape, understood, type Reading } from "./reading.ts";
import { checkoutSessionShape, type CheckoutSession } from "./stripe-shapes.ts";

/**
 * Reads a checkout session as an order. Events carry no line items unless they were expanded: then one line stands for the goods.
 * `promotion_code` is an id unless expanded, so a shop that wants codes matched puts them into `metadata.code`.
 *
 * @param sentAt The event's own time: the version of the facts.
 */
export function readCheckoutSession(object: unknown, sentAt: Date): Reading<StoreEvent> {
  const unpaid = readUnpaid(object);
  if (unpaid) return understood({ kind: "ignored", sentence: unpaid });
  const shape = readShape(checkoutSessionShape, object);
  if (!shape.ok) return shape;
  const session = shape.value;
  const goods = readGoods(session);
  const discountMinor = session.total_details?.amount_discount ?? 0n;
  if (discountMinor > session.amount_subtotal) {
    return malformed([problem("total_details.amount_discount", "is more than amount_subtotal.")]);
  }
  const lines = readLines(session, goods.netMinor);
  const externalId = session.payment_intent ?? session.id;
  return understood({
    kind: "order",
    order: {
      externalId,
      externalName: externalId,
      currency: session.currency,
      placedAt: session.created,
      providerUpdatedAt: sentAt,
      paymentStatus: "paid",
      cancelledAt: null,
      lines,
      discountMinor: sumMinor(lines.map((line) => line.discountMinor)),
      taxMinor: session.total_details?.amount_tax ?? 0n,
      shippingMinor: session.total_details?.amount_shipping ?? 0n,
      totalMinor: session.amount_total,
      discrepancy: goods.discrepancy,
      customerEmail: firstText(session.customer_details?.email, session.customer_email),
      customerExternalId: session.customer,
      visitorId: visitorOrNull(
        Object.entries(session.metadata ?? {})
          .filter(([name]) => isVisitorName(name))
          .map(([, value]) => value),
      ),
      customerPhone: firstText(session.customer_details?.phone),
      isReturningCustomer: null,
      codes: collectCodes(findCodes(session)),
      clickIds: collectClickIds(findClickIds(session)),
      refererHost: "",
      refunds: [],
      areRefundsComplete: false,
    },
  });
}

/** Before the payment most amounts may be null, so this is asked before the whole shape is checked. */
function readUnpaid(object: unknown): string | null {
  const status =
    typeof object === "object" && object !== null && "payment_status" in object ? object.payment_status : null;
  if (status === "unpaid") {
    return "The payment is still under way; the sale counts when checkout.session.async_payment_succeeded arrives.";
  }
  return status === "no_payment_required" ? "Nothing was paid in this checkout." : null;
}

interface Goods {
  /** After discount, without tax. */
  readonly netMinor: bigint;
  readonly discrepancy: string | null;
}

/**
 * Tax may come on top of the prices or be part of them, and the session does not say which. What the total leaves unexplained when
 * the whole tax is added tells how much of it was inside.
 */
function readGoods(session: CheckoutSession): Goods {
  const { amount_discount, amount_shipping, amount_tax } = session.total_details ?? {};
  const afterDiscountMinor = session.amount_subtotal - (amount_discount ?? 0n);
  const taxMinor = amount_tax ?? 0n;
  const includedTaxMinor = afterDiscountMinor + (amount_shipping ?? 0n) + taxMinor - session.amount_total;
  if (includedTaxMinor >= 0n && includedTaxMinor <= taxMinor && includedTaxMinor <= afterDiscountMinor) {
    return { netMinor: afterDiscountMinor - includedTaxMinor, discrepancy: null };
  }
  const total = `${formatDecimal(session.amount_total, session.currency)} ${session.currency}`;
  return {
    netMinor: afterDiscountMinor > 0n ? afterDiscountMinor : 0n,
    discrepancy: `Subtotal, discount, shipping and tax do not add up to the total of ${total}; the subtotal less the discount counts.`,
  };
}

function readLines(session: CheckoutSession, netMinor: bigint): OrderLineFacts[] {
  const items = session.line_items?.data ?? [];
  if (items.length === 0) {
    const grossMinor = session.amount_subtotal > netMinor ? session.amount_subtotal : netMinor;
    return [toLine({ externalId: "checkout", productId: "", title: "Checkout", quantity: 1 }, grossMinor, netMinor)];
  }
  const weights = items.map((item) => {
    const discounted = item.amount_subtotal - (item.amount_discount ?? 0n);
    return discounted > 0n ? discounted : 0n;
  });
  const nets = allocate(netMinor, weights);
  return items.map((item, index) =>
    toLine(
      {
        externalId: item.id,
        productId: item.price?.product ?? item.price?.id ?? "",
        title: item.description,
        quantity: item.quantity ?? 1,
      },
      item.amount_subtotal,
      nets[index] ?? 0n,
    ),
  );
}

function toLine(
  named: Pick<OrderLineFacts, "externalId" | "productId" | "title" | "quantity">,
  statedGrossMinor: bigint,
  netMinor: bigint,
): OrderLineFacts {
  const grossMinor = statedGrossMinor > netMinor ? statedGrossMinor : netMinor;
  return { ...named, sku: "", grossMinor, discountMinor: grossMinor - netMinor, netMinor, isCommissionable: true };
}

function findCodes(session: CheckoutSession): (string | null)[] {
  const promoted = (session.discounts ?? []).map(({ promotion_code: code }) =>
    typeof code === "object" ? (code?.code ?? null) : (code ?? null),
  );
  const named = session.metadata?.["code"];
  return [typeof named === "string" ? named : null, ...promoted];
}

function findClickIds(session: CheckoutSession): unknown[] {
  const named = Object.entries(session.metadata ?? {}).filter(([name]) => isClickIdName(name));
  return [...named.map(([, value]) => value), session.client_reference_id];
}
