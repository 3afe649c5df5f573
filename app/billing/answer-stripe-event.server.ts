import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import { MAX_WEBHOOK_BYTES, readLimitedBody } from "#app/stores/body-limits.server.ts";
import { sqlStateOf } from "#db/client.server.ts";
import { receiveStripeEvent } from "./receive-stripe-event.server.ts";

const refusals = {
  "not-configured": [404, "Payments by Stripe are not set up here."],
  "bad-signature": [401, "The signature was not made with this endpoint's secret, or it is too old."],
  malformed: [422, "This is no event of Stripe: it needs an id and a type."],
} as const;

/**
 * Answers a delivery of the platform's own Stripe account: 200 once it is stored (or was before), 401 for a bad signature, 503 when it
 * could not be stored, so that Stripe sends it again.
 */
export async function answerStripeEvent(services: Services, { request, context }: RouteArgs): Promise<Response> {
  if (request.method !== "POST") return answer(405, "Webhooks are sent with POST.");
  const rawBody = await readLimitedBody(request, MAX_WEBHOOK_BYTES);
  if (!rawBody) return answer(413, `A delivery has at most ${MAX_WEBHOOK_BYTES} bytes.`);
  try {
    const signature = request.headers.get("stripe-signature");
    const outcome = await receiveStripeEvent(services, { rawBody, signature });
    if (!outcome.ok) {
      const [status, sentence] = refusals[outcome.refusal];
      return answer(status, sentence);
    }
    return answer(200, outcome.value === "known" ? "This delivery was stored before." : "Stored.");
  } catch (error) {
    // The error itself may quote the body, which names the payer.
    const cause = sqlStateOf(error) ?? (error instanceof Error ? error.name : "unknown");
    services.log.error({ cause, requestId: context.requestId }, "an event of Stripe could not be stored");
    return answer(503, "It could not be stored just now. Send it again later.");
  }
}

function answer(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
