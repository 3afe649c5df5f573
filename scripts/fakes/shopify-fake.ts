import { z } from "zod";
import type { CouponShelf, ShelfCoupon } from "./coupon-shelf.ts";
import type { FakeAnswer, FakeProvider, FakeRequest } from "./fake-provider.ts";
import { listShopifyOrders } from "./shopify-fake-orders.ts";

/** What the stand-in takes as an Admin API access token. */
export const SHOPIFY_FAKE_TOKEN = "shpat_stand_in_for_demo_and_tests";

const GID_PREFIX = "gid://shopify/DiscountCodeNode/";
/** A small bucket as Shopify's: https://shopify.dev/docs/api/usage/rate-limits */
const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 5, restoreRate: 100 };

/** A field that Shopify does not know is an error there, so it is one here. */
const discountInput = z.strictObject({
  title: z.string().min(1),
  code: z.string().min(1).max(255),
  context: z.strictObject({ all: z.literal("ALL") }),
  customerGets: z.strictObject({
    value: z.strictObject({ percentage: z.number().gt(0).max(1) }),
    items: z.strictObject({ all: z.literal(true) }),
  }),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).nullish(),
  usageLimit: z.number().int().positive().nullish(),
  appliesOncePerCustomer: z.boolean().nullish(),
});

const requestShape = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional() });

/** The few operations of Shopify's Admin API that we need, at `/{shop}/admin/api/{version}/`: codes at graphql.json, the list of orders at orders.json. */
export const shopifyFake: FakeProvider = {
  name: "Shopify",
  credentials: { "Admin API access token": SHOPIFY_FAKE_TOKEN },
  throttled: {
    status: 200,
    body: {
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: { cost: { requestedQueryCost: 10, actualQueryCost: null, throttleStatus } },
    },
  },
  fault: { status: 500, body: { errors: "Internal Server Error" } },
  answer(shelf, request, orders) {
    const [, shop, resource] = /^\/([^/]+)\/admin\/api\/\d{4}-\d{2}\/(graphql|orders)\.json$/.exec(request.path) ?? [];
    const method = resource === "orders" ? "GET" : "POST";
    if (shop === undefined || request.method !== method) return { status: 404, body: { errors: "Not Found" } };
    if (request.headers["x-shopify-access-token"] !== SHOPIFY_FAKE_TOKEN) {
      const errors = "[API] Invalid API key or access token (unrecognized login or wrong password)";
      return { status: 401, body: { errors } };
    }
    return resource === "orders" ? listShopifyOrders(orders, shop, request) : answerOperation(shelf, shop, request);
  },
};

function answerOperation(shelf: CouponShelf, shop: string, request: FakeRequest): FakeAnswer {
  const { query, variables = {} } = requestShape.parse(JSON.parse(request.body));
  if (query.includes("discountCodeBasicCreate")) return answerCreate(shelf, shop, variables["discount"]);
  if (query.includes("discountCodeDelete")) return answerDelete(shelf, shop, String(variables["id"]));
  if (query.includes("codeDiscountNodeByCode")) {
    const [coupon] = shelf.named(shop, String(variables["code"]));
    return ok({ codeDiscountNodeByCode: coupon ? toNode(coupon) : null });
  }
  if (query.includes("currentAppInstallation")) {
    const accessScopes = [{ handle: "read_discounts" }, { handle: "write_discounts" }];
    return ok({ currentAppInstallation: { accessScopes } });
  }
  return { status: 200, body: { errors: [{ message: "The stand-in does not know this operation." }] } };
}

function answerCreate(shelf: CouponShelf, shop: string, given: unknown): FakeAnswer {
  const input = discountInput.safeParse(given);
  if (!input.success) {
    const message = `Variable $discount of type DiscountCodeBasicInput! was provided invalid value: ${input.error.message}`;
    return { status: 200, body: { errors: [{ message, extensions: { code: "INVALID_VARIABLE" } }] } };
  }
  const { code, title, customerGets, endsAt, startsAt, usageLimit, appliesOncePerCustomer } = input.data;
  const refuse = (field: string, reason: string, message: string) =>
    ok({
      discountCodeBasicCreate: {
        codeDiscountNode: null,
        userErrors: [{ field: ["basicCodeDiscount", field], code: reason, message }],
      },
    });
  if (shelf.named(shop, code).length > 0) {
    return refuse("code", "TAKEN", "Code must be unique. Please try a different code.");
  }
  if (endsAt && endsAt <= startsAt) return refuse("endsAt", "INVALID", "Ends at needs to be after starts_at");
  const coupon = shelf.add({
    ...{ shop, code, percentOff: customerGets.value.percentage * 100, usageLimit: usageLimit ?? null },
    ...{ isOncePerCustomer: appliesOncePerCustomer ?? false, endsAt: endsAt ?? null, isActive: true, usedCount: 0 },
    notes: { title },
  });
  return ok({ discountCodeBasicCreate: { codeDiscountNode: toNode(coupon), userErrors: [] } });
}

function answerDelete(shelf: CouponShelf, shop: string, gid: string): FakeAnswer {
  const id = Number(gid.slice(GID_PREFIX.length));
  if (gid.startsWith(GID_PREFIX) && shelf.find(shop, id) && shelf.remove(id)) {
    return ok({ discountCodeDelete: { deletedCodeDiscountId: gid, userErrors: [] } });
  }
  const userErrors = [{ field: ["id"], code: "INVALID", message: "Code discount does not exist." }];
  return ok({ discountCodeDelete: { deletedCodeDiscountId: null, userErrors } });
}

function toNode(coupon: ShelfCoupon) {
  return {
    id: GID_PREFIX + coupon.id,
    codeDiscount: {
      __typename: "DiscountCodeBasic",
      title: coupon.notes["title"] ?? coupon.code,
      status: coupon.isActive ? "ACTIVE" : "EXPIRED",
      endsAt: coupon.endsAt,
      usageLimit: coupon.usageLimit,
      appliesOncePerCustomer: coupon.isOncePerCustomer,
      asyncUsageCount: coupon.usedCount,
      codes: { nodes: [{ code: coupon.code }] },
      customerGets: {
        value: { __typename: "DiscountPercentage", percentage: coupon.percentOff / 100 },
        items: { __typename: "AllDiscountItems" },
      },
    },
  };
}

function ok(content: object): FakeAnswer {
  return { status: 200, body: { data: content } };
}
