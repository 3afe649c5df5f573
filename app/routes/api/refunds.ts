import type { ActionFunctionArgs } from "@remix-run/node";
import { requireApiKey } from "#app/access/guards.server.ts";
import { answerCall } from "#app/stores/answer-call.server.ts";
import { API_REFUND_TOPIC } from "#app/stores/read-store-events.ts";

/** POST /api/v1/refunds. The body's shape is told at `readApiRefund`. */
export async function action(args: ActionFunctionArgs): Promise<Response> {
  const caller = await requireApiKey(args);
  return answerCall(caller, args.request, API_REFUND_TOPIC);
}
