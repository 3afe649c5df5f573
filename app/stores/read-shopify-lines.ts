import type { OrderLineFacts } from "#app/sales/order-facts.ts";
import { allocate, formatDecimal, sumMinor } from "#app/kit/money.ts";
import type { AmountReader } from "./reading.ts";
import type { ShopifyLine, ShopifyOrder } from "./shopify-shapes.ts";

/** One line on the way to its net. `afterDiscountMinor` still holds the tax where prices include it. */
interface PricedLine {
  readonly line: ShopifyLine;
  readonly grossMinor: bigint;
  readonly afterDiscountMinor: bigint;
  readonly includedTaxMinor: bigint;
  readonly keptQuantity: number;
}

/**
 * Reads the lines so that they sum to the order's `subtotal_price`: after discounts, without tips, before returns.
 * Lines that an edit removed are left out, a reduced quantity takes its share. Where Shopify's own figures disagree, the subtotal
 * is spread over the lines by largest remainder and `discrepancy` says so.
 */
export function readShopifyLines(
  order: ShopifyOrder,
  amount: AmountReader,
): { lines: OrderLineFacts[]; discrepancy: string | null } {
  const priced = priceLines(order, amount);
  const goods = priced.filter((one) => one.line.tip == null);
  const subtotalMinor = amount("subtotal_price", order.subtotal_price);
  const statedMinor = sumMinor(goods.map((one) => one.afterDiscountMinor));
  const keptMinor = sumMinor(goods.map((one) => keptPart(one, one.afterDiscountMinor)));
  // A removal by an edit shows in the subtotal or only in the current quantities; both agree with themselves.
  if (statedMinor === subtotalMinor || keptMinor === subtotalMinor) {
    return { lines: priced.flatMap((one) => toFacts(one, keptPart(one, one.afterDiscountMinor))), discrepancy: null };
  }
  const weights = goods.map((one) => keptPart(one, one.afterDiscountMinor));
  const fitted = new Map(allocate(subtotalMinor, weights).map((part, index) => [goods[index]?.line.id, part]));
  if (goods.length === 0)
    amount.problems.push({ field: "line_items", sentence: "line_items holds no goods, but subtotal_price is not 0." });
  return {
    lines: priced.flatMap((one) => toFacts(one, fitted.get(one.line.id) ?? keptPart(one, one.afterDiscountMinor))),
    discrepancy:
      `The lines sum to ${formatDecimal(keptMinor, order.currency)} ${order.currency}, but the order's subtotal is ` +
      `${formatDecimal(subtotalMinor, order.currency)}; the subtotal counts and was spread over the lines.`,
  };
}

function priceLines(order: ShopifyOrder, amount: AmountReader): PricedLine[] {
  const gross = order.line_items.map(
    (line, index) => amount(`line_items.${index}.price`, line.price) * BigInt(line.quantity),
  );
  const discounts = readDiscounts(order, gross, amount);
  return order.line_items.map((line, index) => {
    const taxes = (line.tax_lines ?? []).map((tax) => amount(`line_items.${index}.tax_lines.price`, tax.price));
    const grossMinor = gross[index] ?? 0n;
    return {
      line,
      grossMinor,
      afterDiscountMinor: atLeastZero(grossMinor - (discounts[index] ?? 0n)),
      includedTaxMinor: order.taxes_included ? sumMinor(taxes) : 0n,
      keptQuantity: keptQuantityOf(line, order),
    };
  });
}

/** Per line: what Shopify allocated to it; else the line's own discount; else its share of the order's discount. */
function readDiscounts(order: ShopifyOrder, gross: readonly bigint[], amount: AmountReader): bigint[] {
  const allocated = order.line_items.map((line, index) =>
    sumMinor(
      (line.discount_allocations ?? []).map((part) => amount(`line_items.${index}.discount_allocations`, part.amount)),
    ),
  );
  if (allocated.some((part) => part > 0n)) return allocated;
  const own = order.line_items.map((line, index) =>
    amount(`line_items.${index}.total_discount`, line.total_discount ?? "0"),
  );
  if (own.some((part) => part > 0n)) return own;
  const codes = order.discount_codes ?? [];
  const ofCodes = (isShipping: boolean): bigint =>
    sumMinor(
      codes.map((code, index) =>
        (code.type === "shipping") === isShipping ? amount(`discount_codes.${index}.amount`, code.amount) : 0n,
      ),
    );
  const stated = order.total_discounts == null ? null : amount("total_discounts", order.total_discounts);
  const whole = stated === null ? ofCodes(false) : atLeastZero(stated - ofCodes(true));
  return allocate(whole, gross);
}

/** What an edit left of the line. Refunded pieces are still part of the order: the refund takes them back. */
function keptQuantityOf(line: ShopifyLine, order: ShopifyOrder): number {
  if (line.current_quantity == null) return line.quantity;
  const refunded = (order.refunds ?? [])
    .flatMap((refund) => refund.refund_line_items ?? [])
    .filter((refundLine) => refundLine.line_item_id === line.id)
    .reduce((sum, refundLine) => sum + refundLine.quantity, 0);
  return Math.min(line.quantity, line.current_quantity + refunded);
}

function keptPart(one: PricedLine, wholeMinor: bigint): bigint {
  return allocate(wholeMinor, [one.keptQuantity, one.line.quantity - one.keptQuantity])[0] ?? 0n;
}

function toFacts(one: PricedLine, afterDiscountMinor: bigint): OrderLineFacts[] {
  if (one.keptQuantity === 0) return [];
  const netMinor = atLeastZero(afterDiscountMinor - keptPart(one, one.includedTaxMinor));
  const grossMinor = keptPart(one, atLeastZero(one.grossMinor - one.includedTaxMinor));
  return [
    {
      externalId: one.line.id,
      productId: one.line.product_id ?? "",
      sku: one.line.sku,
      title: one.line.title,
      quantity: one.keptQuantity,
      grossMinor: grossMinor > netMinor ? grossMinor : netMinor,
      discountMinor: grossMinor > netMinor ? grossMinor - netMinor : 0n,
      netMinor,
      isCommissionable: !one.line.gift_card && one.line.tip == null,
    },
  ];
}

function atLeastZero(amountMinor: bigint): bigint {
  return amountMinor > 0n ? amountMinor : 0n;
}
