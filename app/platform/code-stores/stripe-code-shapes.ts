import { z } from "zod";

/** https://docs.stripe.com/api/coupons/object: the part that is looked at. */
const couponShape = z.object({ id: z.string(), percent_off: z.number().nullable() });

/** https://docs.stripe.com/api/promotion_codes/object: the part that is looked at. The coupon comes whole where it was asked for. */
export const promotionCodeShape = z.object({
  id: z.string(),
  code: z.string(),
  active: z.boolean(),
  customer: z.unknown(),
  expires_at: z.number().int().nullable(),
  max_redemptions: z.number().int().nullable(),
  metadata: z.record(z.string(), z.string()).nullable(),
  promotion: z.object({ coupon: z.union([z.string(), couponShape]).nullable() }),
  restrictions: z.object({ first_time_transaction: z.boolean(), minimum_amount: z.number().nullable() }),
  times_redeemed: z.number().int(),
});

export type PromotionCode = z.infer<typeof promotionCodeShape>;

export const promotionCodeListShape = z.object({ data: z.array(promotionCodeShape) });
export const madeCouponShape = couponShape;
