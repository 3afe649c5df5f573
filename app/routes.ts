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
  route("brands/:brandSlug/sales.csv", "routes/brand/sales-csv.ts"),
  ...prefix("brands/:brandSlug", [
    layout("routes/brand/layout.tsx", [
      index("routes/brand/dashboard.tsx"),
      route("sales", "routes/brand/sales.tsx"),
      route("sales/:saleId", "routes/brand/sale.tsx"),
      route("stores", "routes/brand/stores.tsx"),
      route("stores/new", "routes/brand/store-new.tsx"),
      route("stores/:storeId", "routes/brand/store.tsx"),
    ]),
  ]),
  ...prefix("creator", [
    layout("routes/creator/layout.tsx", [
      index("routes/creator/dashboard.tsx"),
      route("sales", "routes/creator/sales.tsx"),
      route("sales/:saleId", "routes/creator/sale.tsx"),
    ]),
  ]),
  ...prefix("finance", [layout("routes/finance/layout.tsx", [route("sales/:saleId", "routes/finance/sale.tsx")])]),
  route("*", "routes/public/not-found.tsx"),
] satisfies RouteConfig;
