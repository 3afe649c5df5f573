import { paypalSignatureHeaders, type PaypalSignature } from "#app/platform/api-rails/paypal-events.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import { answerProviderEvent } from "#app/stores/answer-provider-event.server.ts";
import { receivePaypalEvent } from "./receive-paypal-event.server.ts";

const refusals = {
  "not-configured": [404, "Webhooks of PayPal are not set up here."],
  "bad-signature": [401, "PayPal does not know this delivery as its own, or a header of its signature is missing."],
  malformed: [422, "This is no event of PayPal: it needs an id and an event_type."],
  "not-verified": [503, "PayPal could not be asked whether this is its own. Send it again later."],
} as const;

/** Answers a delivery of PayPal. */
export function answerPaypalEvent(services: Services, args: RouteArgs): Promise<Response> {
  return answerProviderEvent(services, args, {
    ...{ provider: "PayPal", refusals },
    receive: (rawBody, headers) => receivePaypalEvent(services, { rawBody, signature: signatureOf(headers) }),
  });
}

/** The five headers of PayPal's signature; null where one is missing. */
function signatureOf(headers: Headers): PaypalSignature | null {
  const read = Object.entries(paypalSignatureHeaders).map(([name, header]) => [name, headers.get(header)] as const);
  return read.some(([, value]) => value === null) ? null : (Object.fromEntries(read) as PaypalSignature);
}
