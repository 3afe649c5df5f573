import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { sealBooks } from "./seal-books.server.ts";

const payload = z.object({});

/** Every minute: seals what was booked and recorded since. */
export const sealBooksJob: Job<z.infer<typeof payload>> = {
  name: "seal-books",
  payload,
  schedule: { cron: "* * * * *", payload: {} },
  async run(services) {
    await sealBooks(services);
  },
};

/** Every night: looks at all rows, so that nothing a crash left behind stays without a seal. */
export const sealAllBooksJob: Job<z.infer<typeof payload>> = {
  name: "seal-all-books",
  payload,
  schedule: { cron: "41 3 * * *", payload: {} },
  async run(services) {
    await sealBooks(services, { isThorough: true });
  },
};
