import type { ActionFunctionArgs } from "@remix-run/node";
import { answerDelivery } from "./answer-delivery.server.ts";

export function action(args: ActionFunctionArgs): Promise<Response> {
  return answerDelivery(args, "stripe");
}
