import type { z } from "zod";
import { ShopTrouble, strangeAnswer, type CodeStore, type CodeTerms, type ShopCode } from "./code-store.ts";
import { askShop, type ShopAnswer } from "./shop-request.server.ts";
import { couponListShape, couponShape, wooErrorShape, type Coupon } from "./woocommerce-code-shapes.ts";

export interface WooCommerceAccess {
  readonly kind: "woocommerce";
  /** The shop's address without scheme, such as `shop.lumentea.example` or `lumentea.example/shop`. */
  readonly address: string;
  /** A REST API key with the permission Read/Write: both parts. */
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

const SHOP = "WooCommerce";
/** A leading underscore keeps it out of the shop's own forms. */
const MARK_KEY = "_fairshare_code";
const DESCRIPTION = "Made by Fairshare for a creator. Change it in Fairshare.";
const BPS_PER_PERCENT = 100;
/** A discount is never more than 100 %. */
const percentText = /^\d{1,3}(\.\d+)?$/;

/** Coupons through WooCommerce's REST API v3. @param origin of a stand-in for the shop; null for the shop itself. */
export function woocommerceCodes(access: WooCommerceAccess, origin: string | null): CodeStore {
  const base = `${origin === null ? `https://${access.address}` : `${origin}/${access.address}`}/wp-json/wc/v3/coupons`;
  const key = Buffer.from(`${access.consumerKey}:${access.consumerSecret}`).toString("base64");
  const ask = (method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<ShopAnswer> =>
    askShop(SHOP, {
      ...{ url: base + path, method, isTrusted: origin !== null, headers: { authorization: `Basic ${key}` } },
      ...(body === undefined ? {} : { body }),
    });
  return {
    abilities: { limitsOncePerCustomer: true },
    async check() {
      parse(couponListShape, await ask("GET", "?per_page=1"));
    },
    async read(code) {
      const coupons = parse(couponListShape, await ask("GET", `?code=${encodeURIComponent(code)}`));
      const coupon = coupons.find((one) => one.code.toLowerCase() === code.toLowerCase());
      return coupon ? toShopCode(coupon) : null;
    },
    async create(terms, mark) {
      return toShopCode(parse(couponShape, await ask("POST", "", toCoupon(terms, mark))));
    },
    async remove(externalId) {
      // Without force it would go to the bin and keep its name.
      const answer = await ask("DELETE", `/${encodeURIComponent(externalId)}?force=true`);
      if (answer.status === 404 || answer.status === 410) return;
      parse(couponShape, answer);
    },
  };
}

function toCoupon(terms: CodeTerms, mark: string) {
  return {
    code: terms.code,
    discount_type: "percent",
    amount: (terms.discountBps / BPS_PER_PERCENT).toFixed(2),
    description: DESCRIPTION,
    date_expires_gmt: terms.endsAt?.toISOString().slice(0, 19) ?? null,
    usage_limit: terms.usageLimit,
    usage_limit_per_user: terms.isOncePerCustomer ? 1 : null,
    meta_data: [{ key: MARK_KEY, value: mark }],
  };
}

function toShopCode(coupon: Coupon): ShopCode {
  const mark = coupon.meta_data?.find(({ key }) => key === MARK_KEY)?.value;
  const isPercent = coupon.discount_type === "percent" && percentText.test(coupon.amount) && isForEverything(coupon);
  return {
    externalId: String(coupon.id),
    code: coupon.code.toUpperCase(),
    discountBps: isPercent ? Math.round(Number(coupon.amount) * BPS_PER_PERCENT) : null,
    // WooCommerce also writes "without limit" as 0.
    usageLimit: coupon.usage_limit || null,
    isOncePerCustomer: coupon.usage_limit_per_user === 1,
    endsAt: coupon.date_expires_gmt === null ? null : new Date(`${coupon.date_expires_gmt}Z`),
    isActive: coupon.status === undefined || coupon.status === "publish",
    usedCount: coupon.usage_count,
    mark: typeof mark === "string" ? mark : null,
  };
}

/** Whether it takes its percentage off every order: no least amount, no choice of products. */
function isForEverything(coupon: Coupon): boolean {
  const { product_ids, excluded_product_ids, product_categories, excluded_product_categories, minimum_amount } = coupon;
  const choices = [product_ids, excluded_product_ids, product_categories, excluded_product_categories];
  return choices.every((ids) => ids === undefined || ids.length === 0) && Number(minimum_amount ?? "0") === 0;
}

function parse<Shape extends z.ZodType>(shape: Shape, { status, content }: ShopAnswer): z.infer<Shape> {
  if (status >= 200 && status < 300) {
    const read = shape.safeParse(content);
    if (read.success) return read.data;
    throw strangeAnswer(SHOP);
  }
  const error = wooErrorShape.safeParse(content);
  if (status === 404 && !error.success) {
    throw new ShopTrouble(
      "refused",
      "At this address there is no WooCommerce. Check the store's address and that permalinks are on.",
    );
  }
  const isTaken = error.success && error.data.code === "woocommerce_rest_coupon_code_already_exists";
  if (isTaken) throw new ShopTrouble("refused", "The shop already has a code of this name of its own.");
  throw new ShopTrouble("refused", `${SHOP} refused: ${error.success ? error.data.message : `status ${status}`}`);
}
