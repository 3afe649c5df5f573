import { index, layout, prefix, route, type RouteConfig } from "@remix-run/route-config";

/** Every address of the product, one line each. `/r/:slug` is answered before this, in app/clicks. */
export default [
  index("routes/public/landing.tsx"),
  route("health", "routes/public/health.ts"),
] satisfies RouteConfig;

void layout;
void prefix;
