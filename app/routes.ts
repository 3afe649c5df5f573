import { index, prefix, route, type RouteConfig } from "@remix-run/route-config";

/** Every address of the product, one line each. `/r/:slug` is answered before this, in app/clicks. */
export default [
  index("routes/public/landing.tsx"),
  route("health", "routes/public/health.ts"),
  route("codes/:slug", "routes/public/code.tsx"),

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
    route("campaigns", "routes/brand/campaigns.tsx"),
    route("campaigns/new", "routes/brand/campaign-new.tsx"),
    route("campaigns/:campaignId", "routes/brand/campaign.tsx"),
    route("campaigns/:campaignId/edit", "routes/brand/campaign-edit.tsx"),
    route("campaigns/:campaignId/terms", "routes/brand/campaign-terms.tsx"),
    route("applications", "routes/brand/applications.tsx"),
    route("codes", "routes/brand/codes.tsx"),
    route("sales", "routes/brand/sales.tsx"),
    route("sales/:saleId", "routes/brand/sale.tsx"),
    route("stores", "routes/brand/stores.tsx"),
    route("stores/new", "routes/brand/store-new.tsx"),
    route("stores/:storeId", "routes/brand/store.tsx"),
    route("members", "routes/brand/members.tsx"),
    route("settings", "routes/brand/settings.tsx"),
  ]),

  route("creator/partnerships/:partnershipId/links/:linkId/qr/:file", "routes/creator/link-qr.ts"),
  route("creator/partnerships/:partnershipId/links/:linkId/story.png", "routes/creator/link-story.ts"),
  route("creator/statements/:month/pdf", "routes/creator/statement-pdf.ts"),
  route("creator/statements/:month/csv", "routes/creator/statement-csv.ts"),
  route("creator", "routes/creator/layout.tsx", [
    index("routes/creator/dashboard.tsx"),
    route("offers", "routes/creator/offers.tsx"),
    route("offers/:campaignId", "routes/creator/offer.tsx"),
    route("partnerships", "routes/creator/partnerships.tsx"),
    route("partnerships/:partnershipId", "routes/creator/partnership.tsx"),
    route("partnerships/:partnershipId/links", "routes/creator/links.tsx"),
    route("partnerships/:partnershipId/links/new", "routes/creator/link-new.tsx"),
    route("partnerships/:partnershipId/links/:linkId", "routes/creator/link.tsx"),
    route("partnerships/:partnershipId/links/:linkId/edit", "routes/creator/link-edit.tsx"),
    route("sales", "routes/creator/sales.tsx"),
    route("sales/:saleId", "routes/creator/sale.tsx"),
    route("earnings", "routes/creator/earnings.tsx"),
    route("statements", "routes/creator/statements.tsx"),
    route("statements/:month", "routes/creator/statement.tsx"),
    route("payouts/:payoutId", "routes/creator/payout.tsx"),
    route("payee", "routes/creator/payee.tsx"),
    route("profile", "routes/creator/profile.tsx"),
  ]),

  route("finance/batches/:batchId/files/:format", "routes/finance/batch-file.ts"),
  route("finance", "routes/finance/layout.tsx", [
    index("routes/finance/queue.tsx"),
    route("commissions/:commissionId", "routes/finance/commission.tsx"),
    route("sales/:saleId", "routes/finance/sale.tsx"),
    route("batches", "routes/finance/batches.tsx"),
    route("batches/new", "routes/finance/prepare.tsx"),
    route("batches/:batchId", "routes/finance/batch.tsx"),
    route("batches/:batchId/payouts/:payoutId", "routes/finance/payout.tsx"),
  ]),

  route("admin", "routes/admin/layout.tsx", [
    index("routes/admin/overview.tsx"),
    route("staff", "routes/admin/staff.tsx"),
    route("audit", "routes/admin/audit.tsx"),
  ]),

  route("pixel/visits", "routes/public/pixel-visits.ts"),

  ...prefix("hooks", [
    route("shopify/:storeId", "routes/hooks/shopify.ts"),
    route("woocommerce/:storeId", "routes/hooks/woocommerce.ts"),
    route("stripe/:storeId", "routes/hooks/stripe.ts"),
  ]),
  ...prefix("api/v1", [
    route("sales", "routes/api/sales.ts"),
    route("sales/:externalId", "routes/api/sale.ts"),
    route("refunds", "routes/api/refunds.ts"),
    route("visits", "routes/api/visits.ts"),
  ]),

  route("dev/outbox", "routes/dev/outbox.tsx"),
  route("dev/clock", "routes/dev/clock.tsx"),
  route("*", "routes/public/not-found.tsx"),
] satisfies RouteConfig;
