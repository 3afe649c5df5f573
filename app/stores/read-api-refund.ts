import { z } from "zod";
import type { StoreEvent } from "#app/sales/order-facts.ts";
import { addDays } from "#app/kit/clock.ts";
import { currencyText, idText, instantText } from "./field-shapes.ts";
import { amountReader, malformed, problem, readShape, understood, type Reading } from "./reading.ts";

/** Wholesale orders of a thousand lines exist. */
const MOST_LINES = 2000;

const apiRefundShape = z.object({
  id: idText,
  sale_id: idText,
  currency: currencyText,
  amount: z.string(),
  refunded_at: instantText.nullish(),
  lines: z
    .array(
      z.object({
        line_id: idText,
        quantity: z.number().int({ message: "must be a whole number." }).min(1, { message: "must be at least 1." }),
        net: z.string().nullish(),
      }),
    )
    .max(MOST_LINES, { message: `must hold at most ${MOST_LINES} lines.` })
    .nullish(),
});

/**
 * Reads the body of `POST /api/v1/refunds`.
 *
 * ```json
 * {
 *   "id": "R-1",                               the refund's id in your system; the same id again is the same refund
 *   "sale_id": "1001",                         the order's id, as given to POST /api/v1/sales; it may come later
 *   "currency": "EUR",
 *   "amount": "12.50",                         what went back to the buyer in all, tax and shipping included
 *   "refunded_at": "2026-06-04T10:00:00Z",     optional: without it, the time of arrival
 *   "lines": [ { "line_id": "1", "quantity": 1, "net": "11.25" } ]
 * }                                            optional: without lines the amount is spread over the whole order; net is optional too
 * ```
 */
export function readApiRefund(body: unknown, receivedAt: Date): Reading<StoreEvent> {
  const shape = readShape(apiRefundShape, body);
  if (!shape.ok) return shape;
  const refund = shape.value;
  const amount = amountReader(refund.currency);
  const amountMinor = amount("amount", refund.amount);
  if (amount.problems.length === 0 && amountMinor <= 0n) amount.problems.push(problem("amount", "must be above 0."));
  const lines = (refund.lines ?? []).map((line, index) => {
    const netMinor = line.net == null ? null : amount(`lines.${index}.net`, line.net);
    if (netMinor !== null && netMinor < 0n) amount.problems.push(problem(`lines.${index}.net`, "must not be below 0."));
    return { externalLineId: line.line_id, quantity: line.quantity, netMinor };
  });
  if (refund.refunded_at && refund.refunded_at > addDays(receivedAt, 1)) {
    amount.problems.push(problem("refunded_at", "lies in the future."));
  }
  if (amount.problems.length > 0) return malformed(amount.problems);
  return understood({
    kind: "refund",
    refund: {
      externalId: refund.id,
      externalOrderId: refund.sale_id,
      currency: refund.currency,
      amountMinor,
      refundedAt: refund.refunded_at ?? receivedAt,
      lines,
    },
  });
}
