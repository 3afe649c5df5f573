import type { ActionFunctionArgs } from "@remix-run/node";
import { servicesOf } from "#app/access/guards.server.ts";
import { answerDelivery } from "#app/stores/answer-delivery.server.ts";

export function action(args: ActionFunctionArgs): Promise<Response> {
  const services = servicesOf(args);
  return answerDelivery(services, args, "stripe");
}
