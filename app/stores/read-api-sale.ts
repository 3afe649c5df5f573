import { z } from "zod";
import type { OrderFacts, OrderLineFacts, StoreEvent } from "#app/sales/order-facts.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import {
  collectClickIds,
  collectCodes,
  currencyText,
  emailHashText,
  firstText,
  hostOfAddress,
  idText,
  instantText,
  phoneText,
  shownText,
  tokenText,
} from "./field-shapes.ts";
import {
  amountReader,
  malformed,
  problem,
  readShape,
  understood,
  type AmountReader,
  type FieldProblem,
  type Reading,
} from "./reading.ts";

/** Wholesale orders of a thousand lines exist. */
const MOST_LINES = 2000;
const MOST_PIECES = 1_000_000;

const apiLineShape = z.object({
  id: idText.optional(),
  product_id: idText.nullish(),
  sku: shownText,
  title: shownText,
  quantity: z
    .number()
    .int({ message: "must be a whole number." })
    .min(1, { message: "must be at least 1." })
    .max(MOST_PIECES, { message: `must be at most ${MOST_PIECES}.` }),
  price: z.string(),
  discount: z.string().nullish(),
  gift_card: z.boolean().nullish(),
});

const apiSaleShape = z.object({
  id: idText,
  name: shownText,
  currency: currencyText,
  placed_at: instantText,
  updated_at: instantText.nullish(),
  status: z.enum(["paid", "pending", "voided", "cancelled"]).default("paid"),
  lines: z
    .array(apiLineShape)
    .min(1, { message: "must hold at least one line." })
    .max(MOST_LINES, { message: `must hold at most ${MOST_LINES} lines.` }),
  tax: z.string().nullish(),
  shipping: z.string().nullish(),
  total: z.string().nullish(),
  codes: z.array(z.string()).nullish(),
  click_ids: z.array(z.string()).nullish(),
  customer: z
    .object({
      id: idText.nullish(),
      email: z.string().nullish(),
      email_sha256: emailHashText.nullish(),
      phone: phoneText.nullish(),
    })
    .nullish(),
  cart_token: tokenText.nullish(),
  visitor_id: tokenText.nullish(),
  is_returning_customer: z.boolean().nullish(),
  referer: z.string().nullish(),
});

/**
 * Reads the body of `POST /api/v1/sales`. Amounts are decimal texts without tax; `price` is of one piece, `discount` of the whole line.
 *
 * ```json
 * {
 *   "id": "1001",                              the order's id in your system; the same id again is a new version of the same sale
 *   "name": "#1001",                           optional: what people call it
 *   "currency": "EUR",
 *   "placed_at": "2026-06-01T09:00:00Z",
 *   "updated_at": "2026-06-01T09:05:00Z",      optional: the time of this version; without it, the time of arrival
 *   "status": "paid",                          optional: paid (default), pending, voided, cancelled
 *   "lines": [
 *     { "id": "1", "product_id": "SENCHA", "sku": "SEN-100", "title": "Sencha, 100 g", "quantity": 2,
 *       "price": "12.50", "discount": "2.50", "gift_card": false }
 *   ],                                         id, product_id, sku, title, discount and gift_card are optional
 *   "tax": "4.28", "shipping": "3.90",         optional
 *   "total": "30.68",                          optional: checked against the parts
 *   "codes": ["MARA10"],                       optional: as the buyer entered them
 *   "click_ids": ["…"],                        optional: the fs_click of the landing page
 *   "customer": { "id": "77", "email": "…" },  optional: stored only as a keyed hash; instead of the e-mail you may send its
 *                                              SHA-256 as "email_sha256": 64 hexadecimal digits, of the e-mail without spaces
 *                                              around it and in lower case. Both give the same customer
 *                                              "phone": "+44 20 7946 0958", with its country, beside or instead of them: a keyed hash too
 *   "cart_token": "…", "visitor_id": "…",      optional: the cart it came from, and your own id of the browser, as you tell them with
 *                                              visits: they join the visits of the same shopper to the sale. Kept as keyed hashes
 *   "is_returning_customer": false,            optional
 *   "referer": "https://blog.example/tea"      optional
 * }
 * ```
 *
 * @param receivedAt When it arrived: nothing can have been placed after it (a day of leeway for clocks).
 */
export function readApiSale(body: unknown, receivedAt: Date): Reading<StoreEvent> {
  const shape = readShape(apiSaleShape, body);
  if (!shape.ok) return shape;
  const sale = shape.value;
  const amount = amountReader(sale.currency);
  const lines = sale.lines.map((line, index) => readLine(line, index, amount));
  const taxMinor = readPositive(amount, "tax", sale.tax);
  const shippingMinor = readPositive(amount, "shipping", sale.shipping);
  const partsMinor = sumMinor(lines.map((line) => line.netMinor)) + taxMinor + shippingMinor;
  const totalMinor = sale.total == null ? partsMinor : amount("total", sale.total);
  const problems = [...amount.problems, ...findContradictions(sale, lines, receivedAt)];
  if (problems.length === 0 && totalMinor !== partsMinor) {
    problems.push(
      problem("total", "is not the sum of the lines after discount, tax and shipping. Correct it or leave it out."),
    );
  }
  if (problems.length > 0) return malformed(problems);
  const updatedAt = sale.updated_at ?? receivedAt;
  const order: OrderFacts = {
    externalId: sale.id,
    externalName: sale.name || `#${sale.id}`,
    currency: sale.currency,
    placedAt: sale.placed_at,
    providerUpdatedAt: updatedAt,
    paymentStatus: sale.status === "cancelled" ? "paid" : sale.status,
    cancelledAt: sale.status === "cancelled" ? updatedAt : null,
    lines,
    discountMinor: sumMinor(lines.map((line) => line.discountMinor)),
    taxMinor,
    shippingMinor,
    totalMinor,
    discrepancy: null,
    customerEmail: firstText(sale.customer?.email),
    customerEmailSha256: sale.customer?.email_sha256 ?? null,
    customerExternalId: sale.customer?.id ?? null,
    customerPhone: sale.customer?.phone ?? null,
    cartTokens: sale.cart_token ? [sale.cart_token] : [],
    visitorId: sale.visitor_id ?? null,
    isReturningCustomer: sale.is_returning_customer ?? null,
    codes: collectCodes(sale.codes ?? []),
    clickIds: collectClickIds(sale.click_ids ?? []),
    refererHost: hostOfAddress(sale.referer),
    refunds: [],
    areRefundsComplete: false,
  };
  return understood({ kind: "order", order });
}

function readLine(line: z.infer<typeof apiLineShape>, index: number, amount: AmountReader): OrderLineFacts {
  const grossMinor = readPositive(amount, `lines.${index}.price`, line.price) * BigInt(line.quantity);
  const discountMinor = readPositive(amount, `lines.${index}.discount`, line.discount);
  if (grossMinor >= 0n && discountMinor > grossMinor) {
    amount.problems.push(problem(`lines.${index}.discount`, "is more than price × quantity."));
  }
  return {
    externalId: line.id ?? String(index + 1),
    productId: line.product_id ?? "",
    sku: line.sku,
    title: line.title,
    quantity: line.quantity,
    grossMinor,
    discountMinor,
    netMinor: grossMinor - discountMinor,
    isCommissionable: !line.gift_card,
  };
}

/** An absent amount is 0. */
function readPositive(amount: AmountReader, field: string, text: string | null | undefined): bigint {
  if (text == null) return 0n;
  const minor = amount(field, text);
  if (minor < 0n) amount.problems.push(problem(field, "must not be below 0."));
  return minor;
}

function findContradictions(
  sale: z.infer<typeof apiSaleShape>,
  lines: readonly OrderLineFacts[],
  receivedAt: Date,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (sale.placed_at > addDays(receivedAt, 1)) problems.push(problem("placed_at", "lies in the future."));
  if (sale.updated_at && sale.updated_at > addDays(receivedAt, 1))
    problems.push(problem("updated_at", "lies in the future."));
  if (new Set(lines.map((line) => line.externalId)).size < lines.length) {
    problems.push(problem("lines", "hold the same id twice. Give each line an id of its own, or none."));
  }
  return problems;
}
