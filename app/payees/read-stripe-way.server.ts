import type { Services } from "#app/platform/services.server.ts";
import { findStripeAccount } from "./stripe-account-store.server.ts";

/** How far a creator is on the way to being paid by Stripe; null where the platform does not pay by it. */
export async function readStripeWay(services: Services, creatorId: string) {
  const { stripe } = services;
  if (stripe === null) return null;
  const account = await services.db.inPlatform((tx) => findStripeAccount(tx, creatorId));
  const standing = !account ? "none" : account.canBePaid ? "ready" : "asked";
  return { isTestMode: stripe.isTestMode, standing } as const;
}
