import { z } from "zod";
import type { StoreEvent } from "#app/sales/order-facts.ts";
import type { DisputeStatus } from "#app/sales/sale.ts";
import { currencyText, idText, instantText } from "./field-shapes.ts";
import { amountReader, malformed, problem, readShape, understood, type Reading } from "./reading.ts";

/** https://shopify.dev/docs/api/admin-rest/latest/resources/dispute */
const disputeShape = z.object({
  id: idText,
  order_id: idText.nullish(),
  amount: z.string(),
  currency: currencyText,
  status: z.string(),
  initiated_at: instantText,
});

/**
 * `charge_refunded`: the shop gave the money back before the bank decided, and the refund itself takes back the commission,
 * so the dispute is over without a loss of its own. `accepted`: the shop gave in.
 */
const statusOf: Readonly<Record<string, DisputeStatus>> = {
  needs_response: "open",
  under_review: "open",
  accepted: "lost",
  lost: "lost",
  won: "won",
  charge_refunded: "won",
};

/** @param sentAt When Shopify sent it: a dispute carries no time of its last change. */
export function readShopifyDispute(body: unknown, sentAt: Date): Reading<StoreEvent> {
  const shape = readShape(disputeShape, body);
  if (!shape.ok) return shape;
  const dispute = shape.value;
  if (!dispute.order_id) return understood({ kind: "ignored", sentence: "This dispute belongs to no order." });
  const status = statusOf[dispute.status];
  if (!status) return malformed([problem("status", `is "${dispute.status}", which Fairshare does not know.`)]);
  const amount = amountReader(dispute.currency);
  const amountMinor = amount("amount", dispute.amount);
  if (amount.problems.length > 0) return malformed(amount.problems);
  return understood({
    kind: "dispute",
    dispute: {
      externalId: dispute.id,
      externalOrderId: dispute.order_id,
      status,
      amountMinor,
      currency: dispute.currency,
      openedAt: dispute.initiated_at,
      providerUpdatedAt: sentAt,
    },
  });
}
