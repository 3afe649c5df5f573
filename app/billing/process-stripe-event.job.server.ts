import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { processStripeEvent } from "./process-stripe-event.server.ts";

const payload = z.object({ eventId: z.string().min(1) });

/** Acts on one event of the platform's Stripe account. Acting again changes nothing. */
export const processStripeEventJob: Job<z.infer<typeof payload>> = {
  name: "billing.process-stripe-event",
  payload,
  run: (services, { eventId }) => processStripeEvent(services, eventId),
};
