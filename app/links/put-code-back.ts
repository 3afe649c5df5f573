import { z } from "zod";

export const putCodeBackSchema = z.object({ codeId: z.uuid(), storeId: z.uuid() });

export const putCodeBackRefusals = {
  "not-found": "This code is not kept in step with that store. Reload the page.",
  "as-it-should-be": "This code is in the shop as it should be. Reload the page to see it.",
} as const;
