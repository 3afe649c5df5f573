import type { Clock } from "#app/kit/clock.ts";
import type { Environment } from "../env.server.ts";
import type { StripeGateway } from "../stripe/stripe-gateway.ts";
import type { ApiRails } from "./api-rail.ts";
import { paypalEvents } from "./paypal-events.server.ts";
import type { PaypalEvents } from "./paypal-events.ts";
import { paypalRail } from "./paypal-rail.server.ts";
import type { PaypalAccess } from "./paypal-request.server.ts";
import { stripeRail } from "./stripe-rail.server.ts";

const PAYPAL_ORIGIN = "https://api-m.paypal.com";
const TIMEOUT_MS = 30_000;

/** The API rails whose credentials are set. */
export function openApiRails(environment: Environment, clock: Clock, stripe: StripeGateway | null): ApiRails {
  const access = paypalAccessOf(environment);
  return {
    ...(access ? { paypal: paypalRail(access, clock) } : {}),
    ...(stripe ? { stripe: stripeRail(stripe) } : {}),
  };
}

/** PayPal's webhooks, where credentials and the webhook's id are set. */
export function openPaypalEvents(environment: Environment, clock: Clock): PaypalEvents | null {
  const access = paypalAccessOf(environment);
  const { PAYPAL_WEBHOOK_ID: webhookId } = environment;
  return access && webhookId ? paypalEvents(access, webhookId, clock) : null;
}

function paypalAccessOf(environment: Environment): PaypalAccess | null {
  const { PAYPAL_CLIENT_ID: clientId, PAYPAL_CLIENT_SECRET: clientSecret, PAYPAL_API_ORIGIN } = environment;
  if (!clientId || !clientSecret) return null;
  const origin = PAYPAL_API_ORIGIN ?? PAYPAL_ORIGIN;
  return { origin, clientId, clientSecret, isTestMode: origin !== PAYPAL_ORIGIN, timeoutMs: TIMEOUT_MS };
}
