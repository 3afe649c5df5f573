import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { issueInvoices } from "./issue-invoices.server.ts";

/** Writes the self-billing invoices of what arrived, and takes back those of what came back. */
export const issueInvoicesJob: Job<Record<string, never>> = {
  name: "tax.issue-invoices",
  payload: z.object({}),
  schedule: { cron: "*/10 * * * *", payload: {} },
  run: async (services) => {
    await issueInvoices(services);
  },
};
