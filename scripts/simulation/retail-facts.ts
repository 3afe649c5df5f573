import type { OrderFacts, RefundFacts } from "#app/sales/order-facts.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { BookOrder, BookRefund } from "./retail-book.ts";

export const RETAIL_CURRENCY = "GBP";

/** What leads from an order to a creator; empty for everybody else's order. */
export interface OrderTrace {
  readonly codes: readonly string[];
  readonly clickIds: readonly string[];
}

/** An order of the book as the pipeline takes it. The file knows neither tax nor shipping apart from the goods. */
export function orderFactsOf(order: BookOrder, trace: OrderTrace): OrderFacts {
  const lines = order.lines.map((line) => {
    const grossMinor = BigInt(line.unitPriceMinor) * BigInt(line.quantity);
    return {
      externalId: String(line.lineNumber),
      productId: line.stockCode,
      sku: line.stockCode,
      title: line.description || line.stockCode,
      quantity: line.quantity,
      grossMinor,
      discountMinor: 0n,
      netMinor: grossMinor,
      isCommissionable: true,
    };
  });
  return {
    externalId: order.invoice,
    externalName: `#${order.invoice}`,
    currency: RETAIL_CURRENCY,
    placedAt: order.placedAt,
    providerUpdatedAt: order.placedAt,
    paymentStatus: "paid",
    cancelledAt: null,
    lines,
    discountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 0n,
    totalMinor: sumMinor(lines.map(({ netMinor }) => netMinor)),
    discrepancy: null,
    customerEmail: null,
    customerExternalId: order.customerId,
    isReturningCustomer: null,
    codes: trace.codes,
    clickIds: trace.clickIds,
    refererHost: "",
    refunds: [],
    areRefundsComplete: false,
  };
}

/** A refund of the book as the pipeline takes it: by line, at the price the cancellation states. */
export function refundFactsOf(refund: BookRefund): RefundFacts {
  const lines = refund.lines.map((line) => ({
    externalLineId: String(line.lineNumber),
    quantity: line.quantity,
    netMinor: BigInt(line.unitPriceMinor) * BigInt(line.quantity),
  }));
  return {
    externalId: `${refund.cancellation}/${refund.invoice}`,
    externalOrderId: refund.invoice,
    currency: RETAIL_CURRENCY,
    amountMinor: sumMinor(lines.map(({ netMinor }) => netMinor)),
    refundedAt: refund.refundedAt,
    lines,
  };
}
