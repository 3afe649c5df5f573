import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { pollStore } from "./poll-store.server.ts";

const payload = z.object({ brandId: z.uuid(), storeId: z.uuid() });

/** One question to one shop. A second run finds the same orders, which are events already. */
export const pollStoreJob: Job<z.infer<typeof payload>> = {
  name: "poll-store",
  payload,
  run: (services, { brandId, storeId }) => pollStore(services, brandId, storeId),
};
