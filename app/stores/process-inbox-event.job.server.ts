import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { processInboxEvent } from "./process-inbox-event.server.ts";

const payload = z.object({ brandId: z.uuid(), eventId: z.uuid() });

/** Enqueued with each stored event. A second run of the same event changes nothing. */
export const processInboxEventJob: Job<z.infer<typeof payload>> = {
  name: "process-inbox-event",
  payload,
  run: (services, { brandId, eventId }) => processInboxEvent(services, brandId, eventId),
};
