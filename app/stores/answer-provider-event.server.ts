import type { Outcome } from "#app/kit/outcome.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import { sqlStateOf } from "#db/client.server.ts";
import { MAX_WEBHOOK_BYTES, readLimitedBody } from "./body-limits.server.ts";

interface ProviderEvents<Refusal extends string> {
  /** Who sends them, as a log names it. */
  readonly provider: string;
  receive(rawBody: Buffer, headers: Headers): Promise<Outcome<"stored" | "known", Refusal>>;
  readonly refusals: Readonly<Record<Refusal, readonly [status: number, sentence: string]>>;
}

/**
 * Answers a delivery of the platform's own account at a provider: 200 once it is stored (or was before), the status of a refusal, 503 when
 * it could not be stored, so that it is sent again.
 */
export async function answerProviderEvent<Refusal extends string>(
  services: Services,
  { request, context }: RouteArgs,
  { provider, receive, refusals }: ProviderEvents<Refusal>,
): Promise<Response> {
  if (request.method !== "POST") return answer(405, "Webhooks are sent with POST.");
  const rawBody = await readLimitedBody(request, MAX_WEBHOOK_BYTES);
  if (!rawBody) return answer(413, `A delivery has at most ${MAX_WEBHOOK_BYTES} bytes.`);
  try {
    const outcome = await receive(rawBody, request.headers);
    if (!outcome.ok) {
      const [status, sentence] = refusals[outcome.refusal];
      return answer(status, sentence);
    }
    return answer(200, outcome.value === "known" ? "This delivery was stored before." : "Stored.");
  } catch (error) {
    // The error itself may quote the body, which names people.
    const cause = sqlStateOf(error) ?? (error instanceof Error ? error.name : "unknown");
    services.log.error({ cause, requestId: context.requestId }, `an event of ${provider} could not be stored`);
    return answer(503, "It could not be stored just now. Send it again later.");
  }
}

function answer(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
