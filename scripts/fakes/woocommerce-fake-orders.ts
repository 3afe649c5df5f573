import type { FakeAnswer, FakeRequest } from "./fake-provider.ts";
import type { OrderShelf, ShelfOrder } from "./order-shelf.ts";

const DEFAULT_PER_PAGE = 10;
const MAX_PER_PAGE = 100;
const orderings: ReadonlySet<string> = new Set(["date", "modified", "id", "include", "title", "slug"]);

/**
 * `GET orders` as documented: `modified_after` and `modified_before` leave their own second out and are of the shop's time zone unless
 * `dates_are_gmt`, pages are counted, the headers X-WP-Total and X-WP-TotalPages tell how many there are.
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders
 */
export function listWooCommerceOrders(orders: OrderShelf, shop: string, { method, query }: FakeRequest): FakeAnswer {
  if (method !== "GET")
    return refuse("woocommerce_rest_cannot_create", "Sorry, you are not allowed to create resources.");
  const perPage = Number(query.get("per_page") ?? DEFAULT_PER_PAGE);
  const page = Number(query.get("page") ?? 1);
  const orderBy = query.get("orderby") ?? "date";
  if (!(perPage >= 1 && perPage <= MAX_PER_PAGE)) return refuse("rest_invalid_param", "Invalid parameter(s): per_page");
  if (!orderings.has(orderBy)) return refuse("rest_invalid_param", "Invalid parameter(s): orderby");
  const ends = { after: query.get("modified_after"), before: query.get("modified_before") };
  const named = query.get("dates_are_gmt") === "true" ? "date_modified_gmt" : "date_modified";
  const found = orders
    .list(shop)
    .filter((order) => isBetween(String(order[named]), ends))
    .sort((one, other) => textOf(one, orderBy).localeCompare(textOf(other, orderBy)) || one.id - other.id);
  if (query.get("order") !== "asc") found.reverse();
  return {
    status: 200,
    body: found.slice((page - 1) * perPage, page * perPage),
    headers: { "x-wp-total": String(found.length), "x-wp-totalpages": String(Math.ceil(found.length / perPage)) },
  };
}

/** Dates of one shape compare as texts. */
function isBetween(changed: string, { after, before }: { after: string | null; before: string | null }): boolean {
  return (after === null || changed > after) && (before === null || changed < before);
}

function textOf(order: ShelfOrder, orderBy: string): string {
  return String(orderBy === "modified" ? order["date_modified_gmt"] : order["date_created_gmt"]);
}

function refuse(code: string, message: string): FakeAnswer {
  return { status: 400, body: { code, message, data: { status: 400 } } };
}
