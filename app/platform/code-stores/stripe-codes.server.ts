import Stripe from "stripe";
import type { z } from "zod";
import { addressOfStripe } from "../stripe/stripe-address.ts";
import { ShopTrouble, strangeAnswer, type CodeStore, type CodeTerms, type ShopCode } from "./code-store.ts";
import { readRetryAfterMs } from "./shop-request.server.ts";
import {
  madeCouponShape,
  promotionCodeListShape,
  promotionCodeShape,
  type PromotionCode,
} from "./stripe-code-shapes.ts";

export interface StripeAccess {
  readonly kind: "stripe";
  /** A restricted key with write access to coupons and promotion codes, `rk_…`; a secret key works too. */
  readonly secretKey: string;
}

const SHOP = "Stripe";
const TIMEOUT_MS = 15_000;
const MARK_KEY = "fairshare_code";
const REMOVED_KEY = "fairshare_removed";
const BPS_PER_PERCENT = 100;
const MS_PER_SECOND = 1_000;
/** Of codes that were switched off Stripe keeps every one under the same name; the active one is among the newest. */
const LISTED_CODES = 10;

/**
 * Promotion codes through the stripe package, which fixes the API version. A promotion code hands out a coupon: each code has one of
 * its own. Stripe cannot delete promotion codes, so one that is taken away is switched off, and its coupon deleted.
 */
export function stripeCodes(access: StripeAccess, origin: string | null): CodeStore {
  const stripe = new Stripe(access.secretKey, {
    ...addressOfStripe(origin),
    ...{ timeout: TIMEOUT_MS, maxNetworkRetries: 0, telemetry: false },
  });
  return {
    // Only "first order of a customer" exists, which is another promise: a returning customer would be refused.
    abilities: { limitsOncePerCustomer: false },
    check: () => asking(async () => void (await stripe.promotionCodes.list({ limit: 1 }))),
    read: (code) =>
      asking(async () => {
        const query = { code, limit: LISTED_CODES, expand: ["data.promotion.coupon"] };
        const { data: listed } = parse(promotionCodeListShape, await stripe.promotionCodes.list(query));
        // What was switched off stays listed for ever but keeps no name: only one of ours that we did not switch off still matters.
        const isOurs = ({ metadata }: PromotionCode) => !!metadata?.[MARK_KEY] && !metadata[REMOVED_KEY];
        const found = listed.find(({ active }) => active) ?? listed.find(isOurs);
        return found ? toShopCode(found) : null;
      }),
    create: (terms, mark) => asking(() => createCode(stripe, terms, mark)),
    remove: (externalId) => asking(() => removeCode(stripe, externalId)),
  };
}

async function createCode(stripe: Stripe, terms: CodeTerms, mark: string): Promise<ShopCode> {
  const percentOff = terms.discountBps / BPS_PER_PERCENT;
  const coupon = parse(
    madeCouponShape,
    await stripe.coupons.create({
      percent_off: percentOff,
      duration: "once",
      name: terms.code,
      metadata: { [MARK_KEY]: mark },
    }),
  );
  try {
    const answer = await stripe.promotionCodes.create({
      ...{ promotion: { type: "coupon", coupon: coupon.id }, code: terms.code, metadata: { [MARK_KEY]: mark } },
      ...(terms.usageLimit === null ? {} : { max_redemptions: terms.usageLimit }),
      ...(terms.endsAt === null ? {} : { expires_at: Math.floor(terms.endsAt.getTime() / MS_PER_SECOND) }),
    });
    const made = parse(promotionCodeShape, answer);
    return toShopCode({ ...made, promotion: { coupon } });
  } catch (error) {
    // Without its promotion code the coupon is of no use; when the answer was lost it may be used all the same.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) await stripe.coupons.del(coupon.id);
    throw error;
  }
}

async function removeCode(stripe: Stripe, externalId: string): Promise<void> {
  try {
    const change = { active: false, metadata: { [REMOVED_KEY]: "yes" } };
    const { coupon } = parse(promotionCodeShape, await stripe.promotionCodes.update(externalId, change)).promotion;
    if (coupon !== null) await stripe.coupons.del(typeof coupon === "string" ? coupon : coupon.id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.statusCode !== 404) throw error;
  }
}

/** The package answers with whatever came, also when it is no promotion code. */
function parse<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.infer<Shape> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  throw strangeAnswer(SHOP);
}

function toShopCode(code: PromotionCode): ShopCode {
  const { coupon } = code.promotion;
  if (typeof coupon === "string") throw strangeAnswer(SHOP);
  const { restrictions } = code;
  const isForEverybody = !restrictions.first_time_transaction && !restrictions.minimum_amount && !code.customer;
  const percentOff = coupon?.percent_off ?? null;
  return {
    externalId: code.id,
    code: code.code,
    discountBps: percentOff !== null && isForEverybody ? Math.round(percentOff * BPS_PER_PERCENT) : null,
    usageLimit: code.max_redemptions,
    isOncePerCustomer: false,
    endsAt: code.expires_at === null ? null : new Date(code.expires_at * MS_PER_SECOND),
    isActive: code.active,
    usedCount: code.times_redeemed,
    mark: code.metadata?.[MARK_KEY] ?? null,
  };
}

/** Turns the package's errors into ours. */
async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { StripeRateLimitError, StripeAuthenticationError, StripePermissionError } = Stripe.errors;
    const retryAfterMs = readRetryAfterMs(error.headers?.["retry-after"]);
    if (error instanceof StripeRateLimitError) {
      throw new ShopTrouble("throttled", `${SHOP} asked us to slow down.`, retryAfterMs);
    }
    if (error instanceof StripeAuthenticationError || error instanceof StripePermissionError) {
      throw new ShopTrouble("not-allowed", `${SHOP} did not accept the key, or it lacks a permission.`);
    }
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      const isTaken = /already exists/i.test(error.message);
      const sentence = isTaken
        ? "The shop already has a code of this name of its own."
        : `${SHOP} refused: ${error.message}`;
      throw new ShopTrouble("refused", sentence);
    }
    throw new ShopTrouble("unreachable", `${SHOP} did not answer, or had a fault of its own.`, retryAfterMs);
  }
}
