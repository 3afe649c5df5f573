import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { processPaypalEvent } from "./process-paypal-event.server.ts";

const payload = z.object({ eventId: z.string().min(1) });

/** Acts on one event of PayPal. Acting again changes nothing. */
export const processPaypalEventJob: Job<z.infer<typeof payload>> = {
  name: "payouts.process-paypal-event",
  payload,
  run: (services, { eventId }) => processPaypalEvent(services, eventId),
};
