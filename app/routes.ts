import { index, prefix, route, type RouteConfig } from "@remix-run/route-config";

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
  route("sign-in", "routes/access/sign-in.tsx"),
  route("sign-out", "routes/access/sign-out.ts"),
  route("sign-up", "routes/access/sign-up.tsx"),
  route("sign-up/brand", "routes/access/sign-up-brand.tsx"),
  route("sign-up/creator", "routes/access/sign-up-creator.tsx"),
  route("forgot-password", "routes/access/forgot-password.tsx"),
  route("reset-password/:token", "routes/access/reset-password.tsx"),
  route("invitations/:token", "routes/access/invitation.tsx"),
  route("choose", "routes/access/choose.tsx"),
  route("brands/:brandSlug/sales.csv", "routes/brand/sales-csv.ts"),
  route("brands/:brandSlug", "routes/brand/layout.tsx", [
    index("routes/brand/dashboard.tsx"),
    route("sales", "routes/brand/sales.tsx"),
    route("sales/:saleId", "routes/brand/sale.tsx"),
    route("stores", "routes/brand/stores.tsx"),
    route("stores/new", "routes/brand/store-new.tsx"),
    route("stores/:storeId", "routes/brand/store.tsx"),
    route("members", "routes/brand/members.tsx"),
    route("settings", "routes/brand/settings.tsx"),
  ]),
  route("creator", "routes/creator/layout.tsx", [
    index("routes/creator/dashboard.tsx"),
    route("sales", "routes/creator/sales.tsx"),
    route("sales/:saleId", "routes/creator/sale.tsx"),
  ]),
  route("finance", "routes/finance/layout.tsx", [route("sales/:saleId", "routes/finance/sale.tsx")]),
  route("admin", "routes/admin/layout.tsx", [
    index("routes/admin/overview.tsx"),
    route("staff", "routes/admin/staff.tsx"),
    route("audit", "routes/admin/audit.tsx"),
  ]),
  route("dev/outbox", "routes/dev/outbox.tsx"),
  route("dev/clock", "routes/dev/clock.tsx"),
  route("*", "routes/public/not-found.tsx"),
] satisfies RouteConfig;
