import type { Clock } from "#app/kit/clock.ts";
import type { Environment } from "../env.server.ts";
import type { StripeGateway } from "../stripe/stripe-gateway.ts";
import type { ApiRails } from "./api-rail.ts";
import { paypalRail } from "./paypal-rail.server.ts";
import { stripeRail } from "./stripe-rail.server.ts";

const PAYPAL_ORIGIN = "https://api-m.paypal.com";
const TIMEOUT_MS = 30_000;

/** The API rails whose credentials are set. */
export function openApiRails(environment: Environment, clock: Clock, stripe: StripeGateway | null): ApiRails {
  const { PAYPAL_CLIENT_ID: clientId, PAYPAL_CLIENT_SECRET: clientSecret, PAYPAL_API_ORIGIN } = environment;
  const origin = PAYPAL_API_ORIGIN ?? PAYPAL_ORIGIN;
  const isTestMode = origin !== PAYPAL_ORIGIN;
  const paypal =
    clientId && clientSecret
      ? paypalRail({ origin, clientId, clientSecret, isTestMode, timeoutMs: TIMEOUT_MS }, clock)
      : null;
  return { ...(paypal ? { paypal } : {}), ...(stripe ? { stripe: stripeRail(stripe) } : {}) };
}
