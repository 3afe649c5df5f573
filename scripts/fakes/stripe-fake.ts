import type { CouponShelf, ShelfCoupon } from "./coupon-shelf.ts";
import type { FakeAnswer, FakeProvider, FakeRequest } from "./fake-provider.ts";
import { metadataOf, missing, refuse } from "./stripe/stripe-answers.ts";
import { KeptAnswers } from "./stripe/stripe-kept-answers.ts";

export const STRIPE_FAKE_KEY = "rk_test_stand_in_for_demo_and_tests";

/** Stripe has one account behind a key, so there is no shop to tell apart. */
const SHOP = "";
const CODE_PREFIX = "promo_";
const COUPON_PREFIX = "coupon_";
const MAX_LIMIT = 100;
const MS_PER_SECOND = 1000;
/** Coupons that no promotion code hands out yet carry this instead of a code. */
const WITHOUT_CODE = "";

/** Promotion codes and coupons of Stripe's API: `/v1/promotion_codes`, `/v1/coupons`, form-encoded like Stripe's. */
export const stripeFake: FakeProvider = {
  name: "Stripe",
  credentials: { "Restricted key": STRIPE_FAKE_KEY },
  throttled: {
    status: 429,
    body: { error: { type: "rate_limit_error", code: "rate_limit", message: "Too many requests." } },
  },
  fault: { status: 500, body: { error: { type: "api_error", message: "Something went wrong on our end." } } },
  answer(shelf, request) {
    if (request.headers.authorization !== `Bearer ${STRIPE_FAKE_KEY}`) {
      return refuse(401, "invalid_request_error", "Invalid API Key provided.");
    }
    return keptAnswersOf(shelf).answerOnce(request, () => answerAboutCodes(shelf, request));
  },
};

const keptAnswers = new WeakMap<CouponShelf, KeptAnswers>();

function keptAnswersOf(shelf: CouponShelf): KeptAnswers {
  const kept = keptAnswers.get(shelf) ?? new KeptAnswers(() => new Date());
  keptAnswers.set(shelf, kept);
  return kept;
}

/** Answers what is about promotion codes and coupons, for whoever holds the key. */
export function answerAboutCodes(shelf: CouponShelf, request: FakeRequest): FakeAnswer {
  const form = new URLSearchParams(request.body);
  const [, resource = "", id] = /^\/v1\/(promotion_codes|coupons)(?:\/(\w+))?$/.exec(request.path) ?? [];
  if (resource === "coupons") return answerCoupons(shelf, request, form, id);
  if (resource === "promotion_codes") return answerCodes(shelf, request, form, id);
  return refuse(404, "invalid_request_error", `Unrecognized request URL (${request.method}: ${request.path}).`);
}

function answerCoupons(shelf: CouponShelf, { method }: FakeRequest, form: URLSearchParams, id?: string): FakeAnswer {
  if (id !== undefined) {
    const coupon = shelf.find(SHOP, Number(id.slice(COUPON_PREFIX.length)));
    if (!coupon || method !== "DELETE" || coupon.notes["couponDeleted"]) return missing("coupon", id);
    // Promotion codes stay listed without their coupon; a coupon alone is gone.
    if (coupon.code === WITHOUT_CODE) shelf.remove(coupon.id);
    else shelf.change(coupon.id, { notes: { ...coupon.notes, couponDeleted: "yes" }, isActive: false });
    return { status: 200, body: { id, object: "coupon", deleted: true } };
  }
  const percentOff = Number(form.get("percent_off"));
  if (!(percentOff > 0 && percentOff <= 100)) return refuse(400, "invalid_request_error", "Invalid percent_off.");
  const coupon = shelf.add({
    ...{ shop: SHOP, code: WITHOUT_CODE, percentOff, usageLimit: null, isOncePerCustomer: false, endsAt: null },
    ...{ isActive: true, usedCount: 0, notes: {} },
  });
  return { status: 200, body: toCoupon(coupon) };
}

function answerCodes(shelf: CouponShelf, request: FakeRequest, form: URLSearchParams, id?: string): FakeAnswer {
  if (id !== undefined) return changeCode(shelf, id, form);
  if (request.method === "POST") return createCode(shelf, form);
  const { query } = request;
  const named = query.get("code");
  const listed = (named === null ? [...shelf.list()].reverse() : shelf.named(SHOP, named)).filter(
    ({ code }) => code !== WITHOUT_CODE,
  );
  const limit = Math.min(MAX_LIMIT, Number(query.get("limit") ?? 10));
  const isExpanded = [...query].some(([key, value]) => key.startsWith("expand") && value === "data.promotion.coupon");
  const found = listed.slice(0, limit).map((coupon) => toCode(coupon, isExpanded));
  return {
    status: 200,
    body: { object: "list", url: "/v1/promotion_codes", has_more: listed.length > limit, data: found },
  };
}

function createCode(shelf: CouponShelf, form: URLSearchParams): FakeAnswer {
  const couponId = form.get("promotion[coupon]") ?? "";
  const coupon = shelf.find(SHOP, Number(couponId.slice(COUPON_PREFIX.length)));
  if (form.get("promotion[type]") !== "coupon" || !coupon) return missing("coupon", couponId);
  const code = form.get("code") ?? "";
  if (!/^[A-Za-z0-9-]+$/.test(code)) return refuse(400, "invalid_request_error", "Invalid characters in code.");
  if (shelf.named(SHOP, code).some(({ isActive }) => isActive)) {
    return refuse(400, "invalid_request_error", `An active promotion code with \`code: ${code}\` already exists.`);
  }
  const limit = form.get("max_redemptions");
  const expires = form.get("expires_at");
  shelf.change(coupon.id, {
    code,
    usageLimit: limit === null ? null : Number(limit),
    endsAt: expires === null ? null : new Date(Number(expires) * MS_PER_SECOND).toISOString(),
    notes: metadataOf(form),
  });
  return { status: 200, body: toCode(coupon, false) };
}

function changeCode(shelf: CouponShelf, id: string, form: URLSearchParams): FakeAnswer {
  const coupon = shelf.find(SHOP, Number(id.slice(CODE_PREFIX.length)));
  if (!coupon || coupon.code === WITHOUT_CODE) return missing("promotion code", id);
  const active = form.get("active");
  shelf.change(coupon.id, {
    isActive: active === null ? coupon.isActive : active === "true",
    notes: { ...coupon.notes, ...metadataOf(form) },
  });
  return { status: 200, body: toCode(coupon, false) };
}

function toCoupon(coupon: ShelfCoupon) {
  return {
    id: COUPON_PREFIX + coupon.id,
    object: "coupon",
    amount_off: null,
    created: coupon.id,
    currency: null,
    duration: "once",
    duration_in_months: null,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    name: coupon.code,
    percent_off: coupon.percentOff,
    redeem_by: null,
    times_redeemed: coupon.usedCount,
    valid: coupon.isActive,
  };
}

function toCode(coupon: ShelfCoupon, isExpanded: boolean) {
  const { couponDeleted, ...metadata } = coupon.notes;
  const handedOut = isExpanded ? toCoupon(coupon) : COUPON_PREFIX + coupon.id;
  return {
    id: CODE_PREFIX + coupon.id,
    object: "promotion_code",
    active: coupon.isActive,
    code: coupon.code,
    created: coupon.id,
    customer: null,
    customer_account: null,
    expires_at: coupon.endsAt === null ? null : Math.floor(Date.parse(coupon.endsAt) / MS_PER_SECOND),
    livemode: false,
    max_redemptions: coupon.usageLimit,
    metadata,
    promotion: { type: "coupon", coupon: couponDeleted ? null : handedOut },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: coupon.usedCount,
  };
}
