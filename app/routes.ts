import { index, layout, prefix, route, type RouteConfig } from "@remix-run/route-config";

/** Every address of the product, one line each. `/r/:slug` is answered before this, in app/clicks. */
export default [
  index("routes/public/landing.tsx"),
  route("health", "routes/public/health.ts"),
  ...prefix("hooks", [
    route("shopify/:storeId", "routes/hooks/shopify.ts"),
    route("woocommerce/:storeId", "routes/hooks/woocommerce.ts"),
    route("stripe/:storeId", "routes/hooks/stripe.ts"),
  ]),
  ...prefix("api/v1", [
    route("sales", "routes/api/sales.ts"),
    route("sales/:externalId", "routes/api/sale.ts"),
    route("refunds", "routes/api/refunds.ts"),
  ]),
] satisfies RouteConfig;

void layout;
void prefix;
