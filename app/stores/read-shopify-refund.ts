import type { RefundLineFacts, StoreEvent } from "#app/sales/order-facts.ts";
import { allocate, sumMinor } from "#app/kit/money.ts";
import { amountReader, malformed, problem, readShape, understood, type AmountReader, type Reading } from "./reading.ts";
import { shopifyRefundShape, type ShopifyRefund } from "./shopify-shapes.ts";

/** Reads a refund that comes alone (`refunds/create`). */
export function readShopifyRefund(body: unknown): Reading<StoreEvent> {
  const shape = readShape(shopifyRefundShape, body);
  if (!shape.ok) return shape;
  const orderId = shape.value.order_id;
  if (!orderId) return malformed([problem("order_id", "is missing.")]);
  const currency = currencyOf(shape.value);
  if (currency) return stateRefund(shape.value, orderId, currency);
  return understood({
    kind: "ignored",
    sentence: "This refund names no amount; what it changed comes with the order's next update.",
  });
}

/**
 * The facts of a refund, alone or listed in its order, from its own fields only: both readings must be the same.
 *
 * A line's net is its `subtotal` where no tax is on it. With tax the body does not say whether the subtotal includes it, so the
 * quantity alone is stated and the order's own line tells the net. A refund that gave back less than its lines are worth
 * (`refund_discrepancy`) takes back only what it gave.
 */
export function stateRefund(refund: ShopifyRefund, externalOrderId: string, currency: string): Reading<StoreEvent> {
  const amount = amountReader(currency);
  const worth = readWorth(refund, amount);
  const sent = readSent(refund, currency, amount);
  const amountMinor = sent ?? worth.lineTotalMinor - worth.adjustmentMinor;
  const lines = readRefundLines(refund, worth, amount);
  if (amount.problems.length > 0) return malformed(amount.problems);
  if (amountMinor <= 0n) {
    return understood({
      kind: "ignored",
      sentence: "Goods were put back into stock, but no money went back to the buyer.",
    });
  }
  return understood({
    kind: "refund",
    refund: { externalId: refund.id, externalOrderId, currency, amountMinor, refundedAt: refund.created_at, lines },
  });
}

interface Worth {
  /** Net per line as stated. */
  readonly subtotals: readonly (bigint | null)[];
  readonly lineTotalMinor: bigint;
  /** Below zero: more went back than the lines (shipping, goodwill). Above: less. */
  readonly adjustmentMinor: bigint;
  /** What was held back of the lines' worth. */
  readonly heldBackMinor: bigint;
}

function readWorth(refund: ShopifyRefund, amount: AmountReader): Worth {
  const lines = refund.refund_line_items ?? [];
  const subtotals = lines.map((line, index) =>
    line.subtotal == null ? null : amount(`refund_line_items.${index}.subtotal`, line.subtotal),
  );
  const taxes = lines.map((line, index) => amount(`refund_line_items.${index}.total_tax`, line.total_tax ?? "0"));
  const adjustments = (refund.order_adjustments ?? []).map((one, index) => ({
    kind: one.kind,
    minor:
      amount(`order_adjustments.${index}.amount`, one.amount) +
      amount(`order_adjustments.${index}.tax_amount`, one.tax_amount ?? "0"),
  }));
  return {
    subtotals,
    lineTotalMinor: sumMinor([...subtotals.map((part) => part ?? 0n), ...taxes]),
    adjustmentMinor: sumMinor(adjustments.map((one) => one.minor)),
    heldBackMinor: sumMinor(
      adjustments.filter((one) => one.kind !== "shipping_refund" && one.minor > 0n).map((one) => one.minor),
    ),
  };
}

/** What the payment provider sent back; null when the refund lists no transaction in the order's currency. */
function readSent(refund: ShopifyRefund, currency: string, amount: AmountReader): bigint | null {
  const sent = (refund.transactions ?? []).filter(
    (one) => one.kind === "refund" && (one.status == null || one.status === "success" || one.status === "pending"),
  );
  if (sent.length === 0 || sent.some((one) => one.currency && one.currency !== currency)) return null;
  return sumMinor(sent.map((one, index) => amount(`transactions.${index}.amount`, one.amount)));
}

function readRefundLines(refund: ShopifyRefund, worth: Worth, amount: AmountReader): RefundLineFacts[] {
  const lines = (refund.refund_line_items ?? []).map((line, index) => ({
    externalLineId: line.line_item_id,
    quantity: line.quantity,
    netMinor: amount("total_tax", line.total_tax ?? "0") === 0n ? (worth.subtotals[index] ?? null) : null,
  }));
  const counted = lines.filter((line) => line.quantity > 0);
  if (worth.heldBackMinor === 0n) return counted;
  // Without a net per line only the amount tells what went back: it is then spread over the order.
  if (counted.some((line) => line.netMinor === null)) return [];
  const nets = counted.map((line) => line.netMinor ?? 0n);
  const stated = sumMinor(nets);
  const given = stated > worth.heldBackMinor ? stated - worth.heldBackMinor : 0n;
  const parts = allocate(given, nets);
  return counted.map((line, index) => ({ ...line, netMinor: parts[index] ?? 0n }));
}

function currencyOf(refund: ShopifyRefund): string | null {
  const ofLines = (refund.refund_line_items ?? []).map((line) => line.subtotal_set?.shop_money.currency_code);
  const ofTransactions = (refund.transactions ?? []).map((one) => one.currency);
  const ofAdjustments = (refund.order_adjustments ?? []).map((one) => one.amount_set?.shop_money.currency_code);
  // The buyer may have paid in another currency than the shop's; sets name the shop's.
  return [...ofLines, ...ofAdjustments, ...ofTransactions].find((code) => code) ?? null;
}
