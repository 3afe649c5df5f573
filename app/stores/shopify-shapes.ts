import { z } from "zod";
import { currencyText, idText, instantText, shownText } from "./field-shapes.ts";

export const shopifyLineShape = z.object({
  id: idText,
  product_id: idText.nullish(),
  sku: shownText,
  title: shownText,
  quantity: z.number().int().nonnegative(),
  /** Less what an edit removed and what was refunded. */
  current_quantity: z.number().int().nonnegative().nullish(),
  price: z.string(),
  total_discount: z.string().nullish(),
  discount_allocations: z.array(z.object({ amount: z.string() })).nullish(),
  tax_lines: z.array(z.object({ price: z.string() })).nullish(),
  gift_card: z.boolean().nullish(),
  /** Present on the line that Shopify adds for a tip. */
  tip: z.unknown().optional(),
  properties: z.array(z.object({ name: z.unknown().optional(), value: z.unknown().optional() })).nullish(),
});

export type ShopifyLine = z.infer<typeof shopifyLineShape>;

/** REST bodies carry some amounts of refunds as numbers, whose shortest text is the decimal that was meant. */
const amountText = z.union([z.string(), z.number().transform(String)]);

/** One line of a refund, with the order's line as it was. */
const refundLineShape = z.object({
  line_item_id: idText,
  quantity: z.number().int().nonnegative(),
  subtotal: amountText.nullish(),
  total_tax: amountText.nullish(),
  subtotal_set: z.object({ shop_money: z.object({ currency_code: currencyText }) }).nullish(),
});

/** https://shopify.dev/docs/api/admin-rest/latest/resources/refund */
export const shopifyRefundShape = z.object({
  id: idText,
  order_id: idText.nullish(),
  created_at: instantText,
  refund_line_items: z.array(refundLineShape).nullish(),
  transactions: z
    .array(
      z.object({
        kind: z.string(),
        status: z.string().nullish(),
        amount: amountText,
        currency: currencyText.nullish(),
      }),
    )
    .nullish(),
  order_adjustments: z
    .array(
      z.object({
        kind: z.string().nullish(),
        amount: amountText,
        tax_amount: amountText.nullish(),
        amount_set: z.object({ shop_money: z.object({ currency_code: currencyText }) }).nullish(),
      }),
    )
    .nullish(),
});

export type ShopifyRefund = z.infer<typeof shopifyRefundShape>;

const namedValue = z.object({ name: z.string().nullish(), value: z.unknown().optional() });

/**
 * What is used of an order as Shopify sends it: https://shopify.dev/docs/api/admin-rest/latest/resources/order.
 * Amounts are decimal texts in the shop's currency. Unknown fields are let through.
 */
export const shopifyOrderShape = z.object({
  id: idText,
  name: shownText,
  currency: currencyText,
  created_at: instantText,
  updated_at: instantText,
  cancelled_at: instantText.nullish(),
  financial_status: z.string().nullish(),
  test: z.boolean().nullish(),
  taxes_included: z.boolean().nullish(),
  subtotal_price: z.string(),
  total_price: z.string(),
  total_tax: z.string().nullish(),
  total_discounts: z.string().nullish(),
  total_shipping_price_set: z.object({ shop_money: z.object({ amount: z.string() }) }).nullish(),
  shipping_lines: z.array(z.object({ price: z.string(), discounted_price: z.string().nullish() })).nullish(),
  discount_codes: z.array(z.object({ code: z.string(), amount: z.string(), type: z.string().nullish() })).nullish(),
  note_attributes: z.array(namedValue).nullish(),
  landing_site: z.string().nullish(),
  referring_site: z.string().nullish(),
  email: z.string().nullish(),
  contact_email: z.string().nullish(),
  phone: z.string().nullish(),
  cart_token: z.string().nullish(),
  checkout_token: z.string().nullish(),
  customer: z
    .object({
      id: idText.nullish(),
      email: z.string().nullish(),
      phone: z.string().nullish(),
      orders_count: z.number().nullish(),
    })
    .nullish(),
  billing_address: z.object({ phone: z.string().nullish() }).nullish(),
  line_items: z.array(shopifyLineShape),
  refunds: z.array(shopifyRefundShape).nullish(),
});

export type ShopifyOrder = z.infer<typeof shopifyOrderShape>;
