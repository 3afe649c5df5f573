import type { ActionFunctionArgs } from "@remix-run/node";
import { servicesOf } from "#app/access/guards.server.ts";
import { answerPaypalEvent } from "#app/payouts/answer-paypal-event.server.ts";

export function action(args: ActionFunctionArgs): Promise<Response> {
  const services = servicesOf(args);
  return answerPaypalEvent(services, args);
}
