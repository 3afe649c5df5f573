import type { ActionFunctionArgs } from "@remix-run/node";
import { servicesOf } from "#app/access/guards.server.ts";
import { answerStripeEvent } from "#app/billing/answer-stripe-event.server.ts";

export function action(args: ActionFunctionArgs): Promise<Response> {
  const services = servicesOf(args);
  return answerStripeEvent(services, args);
}
