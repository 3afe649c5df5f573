import type { ActionFunctionArgs } from "@remix-run/node";
import { API_REFUND_TOPIC } from "#app/stores/read-store-events.ts";
import { answerCall } from "./answer-call.server.ts";

/** POST /api/v1/refunds. The body's shape is told at `readApiRefund`. */
export function action(args: ActionFunctionArgs): Promise<Response> {
  return answerCall(args, API_REFUND_TOPIC);
}
