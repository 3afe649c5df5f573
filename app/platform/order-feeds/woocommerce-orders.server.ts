import { z } from "zod";
import { ShopTrouble, strangeAnswer } from "../code-stores/code-store.ts";
import { askShop } from "../code-stores/shop-request.server.ts";
import { wooErrorShape } from "../code-stores/woocommerce-code-shapes.ts";
import type { WooCommerceAccess } from "../code-stores/woocommerce-codes.server.ts";
import type { FeedOrder, OrderFeed, OrderPage } from "./order-feed.ts";

const SHOP = "WooCommerce";
const TOPIC = "order.polled";
/** WooCommerce gives at most 100. */
const ORDERS_PER_PAGE = 50;
const MAX_PAGE_BYTES = 10_000_000;
const MS_PER_SECOND = 1_000;

const pageShape = z.array(
  z.looseObject({
    id: z.number().int(),
    date_modified_gmt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  }),
);

/**
 * Orders through WooCommerce's REST API v3, which has the shape of its webhooks:
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders
 * Its pages are counted, so an order that changes while we read would push another one out of sight: each page begins at the second at
 * which the one before ended, and pages are only counted within one second.
 */
export function woocommerceOrders(access: WooCommerceAccess, origin: string | null): OrderFeed {
  const base = `${origin === null ? `https://${access.address}` : `${origin}/${access.address}`}/wp-json/wc/v3/orders`;
  const key = Buffer.from(`${access.consumerKey}:${access.consumerSecret}`).toString("base64");
  return {
    topic: TOPIC,
    async read({ from, until }, place) {
      const [begin, number] = readPlace(place, from);
      const query = new URLSearchParams({
        // Both ends are left out by WooCommerce, so each is moved by the second in which orders are dated.
        modified_after: gmtText(new Date(begin.getTime() - MS_PER_SECOND)),
        modified_before: gmtText(new Date(until.getTime() + MS_PER_SECOND)),
        dates_are_gmt: "true",
        orderby: "modified",
        order: "asc",
        per_page: String(ORDERS_PER_PAGE),
        page: String(number),
      });
      const { status, content } = await askShop(SHOP, {
        url: `${base}?${query.toString()}`,
        method: "GET",
        isTrusted: origin !== null,
        headers: { authorization: `Basic ${key}` },
        maxAnswerBytes: MAX_PAGE_BYTES,
      });
      if (status !== 200) throw refusalOf(status, content);
      const page = pageShape.safeParse(content);
      if (!page.success) throw strangeAnswer(SHOP);
      return placed(page.data.map(toFeedOrder), begin, number);
    },
  };
}

function placed(orders: readonly FeedOrder[], begin: Date, number: number): OrderPage {
  const last = orders.at(-1);
  if (!last || orders.length < ORDERS_PER_PAGE) return { orders, next: null };
  const isSameSecond = last.changedAt.getTime() <= begin.getTime();
  const next = isSameSecond ? `${begin.toISOString()} ${number + 1}` : `${last.changedAt.toISOString()} 1`;
  return { orders, next };
}

function readPlace(place: string | null, from: Date): [Date, number] {
  const [begin, number] = place?.split(" ") ?? [];
  return begin === undefined ? [wholeSecond(from), 1] : [new Date(begin), Number(number)];
}

function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MS_PER_SECOND) * MS_PER_SECOND);
}

function gmtText(at: Date): string {
  return at.toISOString().slice(0, "2026-06-01T09:00:00".length);
}

function toFeedOrder(order: z.infer<typeof pageShape>[number]): FeedOrder {
  const { id, date_modified_gmt: changed } = order;
  return { externalId: String(id), changed, changedAt: new Date(`${changed}Z`), body: JSON.stringify(order) };
}

function refusalOf(status: number, content: unknown): ShopTrouble {
  const error = wooErrorShape.safeParse(content);
  if (status === 404 && !error.success) {
    return new ShopTrouble(
      "refused",
      "At this address there is no WooCommerce. Check the store's address and that permalinks are on.",
    );
  }
  return new ShopTrouble("refused", `${SHOP} refused: ${error.success ? error.data.message : `status ${status}`}`);
}
