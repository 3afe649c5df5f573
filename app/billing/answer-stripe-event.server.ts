import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import { answerProviderEvent } from "#app/stores/answer-provider-event.server.ts";
import { receiveStripeEvent } from "./receive-stripe-event.server.ts";

const refusals = {
  "not-configured": [404, "Payments by Stripe are not set up here."],
  "bad-signature": [401, "The signature was not made with this endpoint's secret, or it is too old."],
  malformed: [422, "This is no event of Stripe: it needs an id and a type."],
} as const;

/** Answers a delivery of the platform's own Stripe account. */
export function answerStripeEvent(services: Services, args: RouteArgs): Promise<Response> {
  return answerProviderEvent(services, args, {
    ...{ provider: "Stripe", refusals },
    receive: (rawBody, headers) =>
      receiveStripeEvent(services, { rawBody, signature: headers.get("stripe-signature") }),
  });
}
