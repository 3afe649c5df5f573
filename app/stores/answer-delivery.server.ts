import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import { sqlStateOf } from "#db/client.server.ts";
import { MAX_WEBHOOK_BYTES, readLimitedBody } from "./body-limits.server.ts";
import { receiveWebhook } from "./receive-webhook.server.ts";
import type { WebhookKind } from "./store.ts";

/**
 * Answers one delivery: 200 once it is stored (or was before), 401 for a bad signature, 404 for an unknown store, 413 when it is too
 * large, 503 when it could not be stored, so that the provider sends it again.
 */
export async function answerDelivery(services: Services, args: RouteArgs, kind: WebhookKind): Promise<Response> {
  if (args.request.method !== "POST") return answer(405, "Webhooks are sent with POST.");
  const rawBody = await readLimitedBody(args.request, MAX_WEBHOOK_BYTES);
  if (!rawBody) return answer(413, `A delivery has at most ${MAX_WEBHOOK_BYTES} bytes.`);
  const storeId = args.params["storeId"] ?? "";
  try {
    const outcome = await receiveWebhook(services, { kind, storeId, rawBody, headers: args.request.headers });
    if (outcome.ok) return answer(200, outcome.value === "known" ? "This delivery was stored before." : "Stored.");
    if (outcome.refusal === "unknown-store") return answer(404, "No connected store has this address.");
    return answer(401, "The signature was not made with this store's secret, or it is too old.");
  } catch (error) {
    // The error itself may quote the body, which names the buyer.
    const cause = sqlStateOf(error) ?? (error instanceof Error ? error.name : "unknown");
    services.log.error({ storeId, cause, requestId: args.context.requestId }, "a webhook could not be stored");
    return answer(503, "It could not be stored just now. Send it again later.");
  }
}

function answer(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
