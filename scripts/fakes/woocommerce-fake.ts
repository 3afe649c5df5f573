import { z } from "zod";
import type { CouponShelf, ShelfCoupon } from "./coupon-shelf.ts";
import type { FakeAnswer, FakeProvider, FakeRequest } from "./fake-provider.ts";
import { listWooCommerceOrders } from "./woocommerce-fake-orders.ts";

export const WOOCOMMERCE_FAKE_KEY = "ck_stand_in_for_demo_and_tests";
export const WOOCOMMERCE_FAKE_SECRET = "cs_stand_in_for_demo_and_tests";

const DEFAULT_PER_PAGE = 10;

const couponInput = z.object({
  code: z.string().min(1),
  discount_type: z.enum(["percent", "fixed_cart", "fixed_product"]).default("fixed_cart"),
  amount: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .default("0"),
  date_expires_gmt: z.string().nullish(),
  usage_limit: z.number().int().nullish(),
  usage_limit_per_user: z.number().int().nullish(),
  meta_data: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
});

/** Coupons and the list of orders of WooCommerce's REST API v3, at `/{shop}/wp-json/wc/v3/`. Like WooCommerce it writes codes in lower case. */
export const woocommerceFake: FakeProvider = {
  name: "WooCommerce",
  credentials: { "Consumer key": WOOCOMMERCE_FAKE_KEY, "Consumer secret": WOOCOMMERCE_FAKE_SECRET },
  throttled: { status: 429, body: { message: "Too many requests" }, headers: { "retry-after": "30" } },
  fault: { status: 500, body: { code: "internal_server_error", message: "There has been a critical error." } },
  answer(shelf, request, orders) {
    const [, shop, resource, id] = /^\/(.+)\/wp-json\/wc\/v3\/(coupons|orders)(?:\/(\d+))?$/.exec(request.path) ?? [];
    if (shop === undefined)
      return refuse(404, "rest_no_route", "No route was found matching the URL and request method.");
    const signed = Buffer.from(`${WOOCOMMERCE_FAKE_KEY}:${WOOCOMMERCE_FAKE_SECRET}`).toString("base64");
    if (request.headers.authorization !== `Basic ${signed}`) {
      return refuse(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }
    if (resource === "orders") return listWooCommerceOrders(orders, shop, request);
    if (id === undefined) return request.method === "POST" ? create(shelf, shop, request) : list(shelf, shop, request);
    const coupon = shelf.find(shop, Number(id));
    if (!coupon) return refuse(404, "woocommerce_rest_shop_coupon_invalid_id", "Invalid ID.");
    if (request.method !== "DELETE") return { status: 200, body: toCoupon(coupon) };
    if (request.query.get("force") !== "true")
      return refuse(501, "rest_trash_not_supported", "Webhooks do not support trashing.");
    shelf.remove(coupon.id);
    return { status: 200, body: toCoupon(coupon) };
  },
};

function list(shelf: CouponShelf, shop: string, { query }: FakeRequest): FakeAnswer {
  const code = query.get("code");
  const found = code === null ? shelf.list().filter((coupon) => coupon.shop === shop) : shelf.named(shop, code);
  return { status: 200, body: found.slice(0, Number(query.get("per_page") ?? DEFAULT_PER_PAGE)).map(toCoupon) };
}

function create(shelf: CouponShelf, shop: string, request: FakeRequest): FakeAnswer {
  const input = couponInput.safeParse(JSON.parse(request.body));
  if (!input.success) return refuse(400, "rest_invalid_param", `Invalid parameter(s): ${input.error.message}`);
  const { code, amount, date_expires_gmt, usage_limit, usage_limit_per_user, meta_data } = input.data;
  if (shelf.named(shop, code).length > 0) {
    return refuse(400, "woocommerce_rest_coupon_code_already_exists", "The coupon code already exists");
  }
  const coupon = shelf.add({
    ...{ shop, code: code.toLowerCase(), percentOff: Number(amount), usageLimit: usage_limit ?? null },
    ...{ isOncePerCustomer: usage_limit_per_user === 1, isActive: true, usedCount: 0 },
    endsAt: date_expires_gmt ? new Date(`${date_expires_gmt}Z`).toISOString() : null,
    notes: Object.fromEntries(meta_data.map(({ key, value }) => [key, value])),
  });
  return { status: 201, body: toCoupon(coupon) };
}

function toCoupon(coupon: ShelfCoupon) {
  const expires = coupon.endsAt === null ? null : coupon.endsAt.slice(0, 19);
  return {
    id: coupon.id,
    code: coupon.code,
    amount: coupon.percentOff.toFixed(2),
    discount_type: "percent",
    status: coupon.isActive ? "publish" : "draft",
    description: "",
    date_expires: expires,
    date_expires_gmt: expires,
    usage_count: coupon.usedCount,
    individual_use: false,
    product_ids: [],
    excluded_product_ids: [],
    usage_limit: coupon.usageLimit,
    usage_limit_per_user: coupon.isOncePerCustomer ? 1 : null,
    limit_usage_to_x_items: null,
    free_shipping: false,
    product_categories: [],
    excluded_product_categories: [],
    exclude_sale_items: false,
    minimum_amount: "0.00",
    maximum_amount: "0.00",
    email_restrictions: [],
    used_by: [],
    meta_data: Object.entries(coupon.notes).map(([key, value], index) => ({ id: index + 1, key, value })),
  };
}

function refuse(status: number, code: string, message: string): FakeAnswer {
  return { status, body: { code, message, data: { status } } };
}
