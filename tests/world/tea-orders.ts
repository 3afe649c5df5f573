import type { DisputeFacts, OrderFacts, OrderLineFacts, RefundFacts } from "#app/sales/order-facts.ts";

/** A line of an order: a tin of Sencha for 30.00 unless said otherwise. */
export function lineOf(choices: Partial<OrderLineFacts> = {}): OrderLineFacts {
  const netMinor = choices.netMinor ?? 3000n;
  return {
    externalId: "sencha",
    productId: "sencha",
    sku: "SEN-100",
    title: "Sencha, 100 g",
    quantity: 1,
    grossMinor: netMinor,
    discountMinor: 0n,
    netMinor,
    isCommissionable: true,
    ...choices,
  };
}

/** Two tins' worth: Sencha for 30.00 and a teapot for 20.00. */
export const senchaAndTeapot: readonly OrderLineFacts[] = [
  lineOf(),
  lineOf({ externalId: "teapot", productId: "teapot", sku: "POT", title: "Teapot", netMinor: 2000n }),
];

/** A paid order of Sencha and a teapot by an anonymous buyer, placed at `placedAt`, without code or click unless given. */
export function orderOf(placedAt: Date, choices: Partial<OrderFacts> = {}): OrderFacts {
  const lines = choices.lines ?? senchaAndTeapot;
  return {
    externalId: "1001",
    externalName: "#1001",
    currency: "EUR",
    placedAt,
    providerUpdatedAt: placedAt,
    paymentStatus: "paid",
    cancelledAt: null,
    lines,
    discountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 0n,
    totalMinor: lines.reduce((sum, line) => sum + line.grossMinor - line.discountMinor, 0n),
    discrepancy: null,
    customerEmail: null,
    customerExternalId: null,
    isReturningCustomer: null,
    codes: [],
    clickIds: [],
    refererHost: "",
    refunds: [],
    areRefundsComplete: false,
    ...choices,
  };
}

/** A refund of an amount of order 1001, without lines unless given. */
export function refundOf(refundedAt: Date, amountMinor: bigint, choices: Partial<RefundFacts> = {}): RefundFacts {
  return { externalId: "R1", externalOrderId: "1001", currency: "EUR", amountMinor, refundedAt, lines: [], ...choices };
}

/** A chargeback of order 1001, open unless said otherwise. */
export function disputeOf(openedAt: Date, choices: Partial<DisputeFacts> = {}): DisputeFacts {
  return {
    externalId: "D1",
    externalOrderId: "1001",
    status: "open",
    amountMinor: 5000n,
    currency: "EUR",
    openedAt,
    providerUpdatedAt: openedAt,
    ...choices,
  };
}
