import type { ActionFunctionArgs } from "@remix-run/node";
import { API_SALE_TOPIC } from "#app/stores/read-store-events.ts";
import { answerCall } from "./answer-call.server.ts";

/** POST /api/v1/sales. The body's shape is told at `readApiSale`. */
export function action(args: ActionFunctionArgs): Promise<Response> {
  return answerCall(args, API_SALE_TOPIC);
}
