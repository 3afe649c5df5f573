import { z } from "zod";

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#coupon-properties. Times are UTC without a zone. */
export const couponShape = z.object({
  id: z.number().int(),
  code: z.string(),
  amount: z.string(),
  discount_type: z.string(),
  status: z.string().optional(),
  date_expires_gmt: z.string().nullable(),
  usage_count: z.number().int(),
  usage_limit: z.number().int().nullable(),
  usage_limit_per_user: z.number().int().nullable(),
  minimum_amount: z.string().optional(),
  product_ids: z.array(z.number()).optional(),
  excluded_product_ids: z.array(z.number()).optional(),
  product_categories: z.array(z.number()).optional(),
  excluded_product_categories: z.array(z.number()).optional(),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
});

export type Coupon = z.infer<typeof couponShape>;

export const couponListShape = z.array(couponShape);

/** Errors come as `{code, message, data: {status}}`. */
export const wooErrorShape = z.object({ code: z.string(), message: z.string() });
