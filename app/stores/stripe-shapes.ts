import { z } from "zod";
import { currencyText, shownText } from "./field-shapes.ts";

/** Stripe's amounts are integers in the currency's smallest unit: https://docs.stripe.com/currencies#minor-units */
const minorAmount = z
  .number()
  .int()
  .nonnegative()
  .transform((amount) => BigInt(amount));

const unixSeconds = z
  .number()
  .int()
  .positive()
  .transform((seconds) => new Date(seconds * 1000));

/** A reference is an id, or the object itself where the event was expanded. */
const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])
  .nullish()
  .transform((id) => id || null);

const metadata = z.record(z.string(), z.unknown()).nullish();

/** https://docs.stripe.com/api/events/object */
export const stripeEventShape = z.object({
  id: z.string(),
  type: z.string(),
  created: unixSeconds,
  data: z.object({ object: z.unknown().optional() }),
});

/** https://docs.stripe.com/api/checkout/sessions/line_items */
const lineItemShape = z.object({
  id: z.string(),
  description: shownText,
  quantity: z.number().int().positive().nullish(),
  amount_subtotal: minorAmount,
  amount_discount: minorAmount.nullish(),
  price: z.object({ id: z.string(), product: reference }).nullish(),
});

/** https://docs.stripe.com/api/checkout/sessions/object */
export const checkoutSessionShape = z.object({
  id: z.string(),
  created: unixSeconds,
  currency: currencyText,
  payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
  payment_intent: reference,
  amount_subtotal: minorAmount,
  amount_total: minorAmount,
  total_details: z
    .object({
      amount_discount: minorAmount.nullish(),
      amount_shipping: minorAmount.nullish(),
      amount_tax: minorAmount.nullish(),
    })
    .nullish(),
  client_reference_id: z.string().nullish(),
  metadata,
  discounts: z
    .array(z.object({ promotion_code: z.union([z.string(), z.object({ code: z.string() })]).nullish() }))
    .nullish(),
  customer: reference,
  customer_email: z.string().nullish(),
  customer_details: z.object({ email: z.string().nullish(), phone: z.string().nullish() }).nullish(),
  line_items: z.object({ data: z.array(lineItemShape) }).nullish(),
});

export type CheckoutSession = z.infer<typeof checkoutSessionShape>;

/** https://docs.stripe.com/api/refunds/object */
export const stripeRefundShape = z.object({
  id: z.string(),
  created: unixSeconds,
  currency: currencyText,
  amount: minorAmount,
  status: z.string().nullish(),
  charge: reference,
  payment_intent: reference,
});

/** https://docs.stripe.com/api/charges/object */
export const chargeShape = z.object({
  id: z.string(),
  payment_intent: reference,
  /** Only events of API versions before 2022-11-15 carry the refunds themselves. */
  refunds: z.object({ data: z.array(z.unknown()) }).nullish(),
});

/** https://docs.stripe.com/api/disputes/object */
export const stripeDisputeShape = z.object({
  id: z.string(),
  created: unixSeconds,
  currency: currencyText,
  amount: minorAmount,
  status: z.string(),
  charge: reference,
  payment_intent: reference,
});
