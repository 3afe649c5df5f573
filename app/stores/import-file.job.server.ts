import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { runImport } from "./run-import.server.ts";

const payload = z.object({ brandId: z.uuid(), fileId: z.uuid() });

/** Imports a file. Interrupted, it begins again and finds what is in already. */
export const importFileJob: Job<z.infer<typeof payload>> = {
  name: "import-file",
  payload,
  run: (services, { brandId, fileId }) => runImport(services, brandId, fileId),
};
