import { z } from "zod";
import { ShopTrouble, strangeAnswer } from "../code-stores/code-store.ts";
import { askShop } from "../code-stores/shop-request.server.ts";
import { SHOPIFY_API_VERSION } from "../code-stores/shopify-code-shapes.ts";
import type { ShopifyAccess } from "../code-stores/shopify-codes.server.ts";
import type { FeedOrder, OrderFeed } from "./order-feed.ts";

const SHOP = "Shopify";
const TOPIC = "orders/polled";
/** A page is held in memory whole; Shopify gives at most 250 orders at once. */
const ORDERS_PER_PAGE = 50;
const MAX_PAGE_BYTES = 10_000_000;

const pageShape = z.object({
  orders: z.array(
    z.looseObject({ id: z.union([z.number(), z.string()]), updated_at: z.iso.datetime({ offset: true }) }),
  ),
});

/**
 * Orders through Shopify's REST Admin API, whose orders have the very shape of its webhooks, so that both are read by one reader into the
 * same facts. It is open to apps made in the shop's own admin, as ours are:
 * https://shopify.dev/docs/api/admin-rest/latest/resources/order#get-orders-status=any
 */
export function shopifyOrders(access: ShopifyAccess, origin: string | null): OrderFeed {
  const shopOrigin = origin === null ? `https://${access.address}` : `${origin}/${access.address}`;
  return {
    topic: TOPIC,
    async read({ from, until }, place) {
      // A page's address carries its filters in page_info, and Shopify refuses others beside it.
      const query = new URLSearchParams(
        place === null
          ? {
              status: "any",
              order: "updated_at asc",
              updated_at_min: from.toISOString(),
              updated_at_max: until.toISOString(),
              limit: String(ORDERS_PER_PAGE),
            }
          : { page_info: place, limit: String(ORDERS_PER_PAGE) },
      );
      const { status, content, headers } = await askShop(SHOP, {
        url: `${shopOrigin}/admin/api/${SHOPIFY_API_VERSION}/orders.json?${query.toString()}`,
        method: "GET",
        isTrusted: origin !== null,
        headers: { "x-shopify-access-token": access.accessToken },
        maxAnswerBytes: MAX_PAGE_BYTES,
      });
      if (status === 404) throw new ShopTrouble("refused", `${SHOP} knows no shop at ${access.address}.`);
      if (status !== 200) throw new ShopTrouble("refused", `${SHOP} refused to list orders (${status}).`);
      const page = pageShape.safeParse(content);
      if (!page.success) throw strangeAnswer(SHOP);
      return { orders: page.data.orders.map(toFeedOrder), next: nextPlaceOf(headers["link"] ?? "") };
    },
  };
}

function toFeedOrder(order: z.infer<typeof pageShape>["orders"][number]): FeedOrder {
  const { id, updated_at: changed } = order;
  return { externalId: String(id), changed, changedAt: new Date(changed), body: JSON.stringify(order) };
}

/** `<https://…?page_info=abc&limit=50>; rel="next"`. Only the place is taken, never the address: https://shopify.dev/docs/api/admin-rest/usage/pagination */
function nextPlaceOf(link: string): string | null {
  const address = /<([^>]+)>;\s*rel="next"/.exec(link)?.[1];
  return address === undefined ? null : (URL.parse(address)?.searchParams.get("page_info") ?? null);
}
