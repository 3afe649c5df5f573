import type { FakeAnswer, FakeRequest } from "./fake-provider.ts";
import type { OrderShelf, ShelfOrder } from "./order-shelf.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 250;

/** What a page's address carries, beside which Shopify takes no filter but the limit. */
interface PageInfo {
  readonly query: Readonly<Record<string, string>>;
  readonly afterId: number;
  readonly afterChanged: string;
}

/**
 * `GET orders.json` as documented: `updated_at_min` and `updated_at_max` are included, `status` is open orders unless it is asked for any,
 * the next page is named in the header Link alone, and `page_info` goes with no other filter.
 * https://shopify.dev/docs/api/admin-rest/latest/resources/order#get-orders-status=any
 * https://shopify.dev/docs/api/admin-rest/usage/pagination
 */
export function listShopifyOrders(orders: OrderShelf, shop: string, request: FakeRequest): FakeAnswer {
  const given = Object.fromEntries(request.query);
  const { page_info: pageInfo, limit: limitText, ...filters } = given;
  if (pageInfo !== undefined && Object.keys(filters).length > 0) {
    return { status: 400, body: { errors: { page_info: "only limit and fields may be given with page_info" } } };
  }
  const limit = Number(limitText ?? DEFAULT_LIMIT);
  if (!(limit >= 1 && limit <= MAX_LIMIT))
    return { status: 400, body: { errors: { limit: "Limit must be 1 to 250" } } };
  const place = pageInfo === undefined ? null : (JSON.parse(atob(pageInfo)) as PageInfo);
  const query = place?.query ?? filters;
  const found = orders
    .list(shop)
    .filter((order) => matches(order, query))
    .sort(byChange);
  if (query["order"] !== "updated_at asc") found.reverse();
  const start = place === null ? 0 : found.findIndex((order) => isAfter(order, place));
  const page = start === -1 ? [] : found.slice(start, start + limit);
  const last = page.at(-1);
  const hasMore = last !== undefined && start + limit < found.length;
  return {
    status: 200,
    body: { orders: page },
    ...(hasMore ? { headers: { link: `<${nextAddress(shop, query, last, limit)}>; rel="next"` } } : {}),
  };
}

function matches(order: ShelfOrder, query: Readonly<Record<string, string>>): boolean {
  const changed = changeOf(order);
  if (query["updated_at_min"] !== undefined && changed < Date.parse(query["updated_at_min"])) return false;
  if (query["updated_at_max"] !== undefined && changed > Date.parse(query["updated_at_max"])) return false;
  return query["status"] === "any" || (order["cancelled_at"] ?? null) === null;
}

function byChange(one: ShelfOrder, other: ShelfOrder): number {
  return changeOf(one) - changeOf(other) || one.id - other.id;
}

function isAfter(order: ShelfOrder, { afterChanged, afterId }: PageInfo): boolean {
  const difference = changeOf(order) - Date.parse(afterChanged);
  return difference > 0 || (difference === 0 && order.id > afterId);
}

function nextAddress(shop: string, query: PageInfo["query"], last: ShelfOrder, limit: number): string {
  const place: PageInfo = { query, afterId: last.id, afterChanged: String(last["updated_at"]) };
  const parameters = new URLSearchParams({ limit: String(limit), page_info: btoa(JSON.stringify(place)) });
  return `https://${shop}/admin/api/2026-01/orders.json?${parameters.toString()}`;
}

function changeOf(order: ShelfOrder): number {
  return Date.parse(String(order["updated_at"]));
}
