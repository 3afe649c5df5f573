import type { Clock } from "#app/kit/clock.ts";
import { paypalRail } from "#app/platform/api-rails/paypal-rail.server.ts";
import { stripeRail } from "#app/platform/api-rails/stripe-rail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";
import { PAYPAL_FAKE_CLIENT_ID, PAYPAL_FAKE_SECRET } from "#scripts/fakes/paypal-fake.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";

const TIMEOUT_MS = 5_000;

/** The rail of a name, led to the stand-in of its provider at `origin`. */
export function openRail(name: string, origin: string, clock: Clock): Pick<Services, "stripe" | "apiRails"> {
  if (name === "stripe") {
    const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin, timeoutMs: TIMEOUT_MS });
    return { stripe, apiRails: { stripe: stripeRail(stripe) } };
  }
  const credentials = { clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET };
  return {
    stripe: null,
    apiRails: { paypal: paypalRail({ origin, ...credentials, isTestMode: true, timeoutMs: TIMEOUT_MS }, clock) },
  };
}
