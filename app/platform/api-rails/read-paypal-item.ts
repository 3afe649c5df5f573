import { parseDecimal } from "#app/kit/money.ts";
import { isCurrencyCode } from "#app/kit/currency.ts";
import type { PaymentStanding } from "./api-rail.ts";
import type { PaypalItem } from "./paypal-shapes.ts";

/** What became of one item, with what PayPal says it is worth; null for an amount that is none. */
export interface PaypalItemFacts extends PaymentStanding {
  readonly amountMinor: bigint | null;
  readonly currency: string;
}

/**
 * What PayPal says of an item, as what it means for us; what is not named here waits. Unclaimed money waits 30 days for its owner and then
 * comes back. https://developer.paypal.com/api/payments.payouts-batch/v1/definitions/transaction_enum
 */
const standings: Readonly<Record<string, PaymentStanding["standing"]>> = {
  SUCCESS: "arrived",
  FAILED: "returned",
  RETURNED: "returned",
  BLOCKED: "returned",
  REFUNDED: "returned",
  REVERSED: "returned",
};

/** What a creator reads where PayPal gives no reason of its own. */
const reasons: Readonly<Record<string, string>> = {
  FAILED: "PayPal could not make the payment.",
  RETURNED: "Nobody claimed the payment at PayPal, or it could not be delivered.",
  BLOCKED: "PayPal blocked the payment.",
  REFUNDED: "The recipient refunded the payment at PayPal.",
  REVERSED: "PayPal reversed the payment.",
};

export function readItem(item: PaypalItem): PaypalItemFacts {
  const { amount, sender_item_id: payoutId } = item.payout_item;
  const standing = standings[item.transaction_status] ?? "waiting";
  const reason = item.errors?.message ?? reasons[item.transaction_status] ?? "";
  return {
    ...{ payoutId, railReference: item.payout_item_id, standing, reason: standing === "returned" ? reason : "" },
    amountMinor: isCurrencyCode(amount.currency) ? parseDecimal(amount.value, amount.currency) : null,
    currency: amount.currency,
  };
}
