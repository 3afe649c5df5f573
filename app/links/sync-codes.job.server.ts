import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { syncCodes } from "./sync-codes.server.ts";

const payload = z.object({ brandId: z.uuid(), storeId: z.uuid() });

/** Enqueued whenever codes of a store are to be made or taken away. A second run finds nothing due. */
export const syncCodesJob: Job<z.infer<typeof payload>> = {
  name: "sync-codes",
  payload,
  run: (services, { brandId, storeId }) => syncCodes(services, brandId, storeId),
};
