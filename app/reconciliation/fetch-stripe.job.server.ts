import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { fetchStripe } from "./fetch-stripe.server.ts";

const payload = z.object({});

/** Reads yesterday's movements at Stripe, and those of days that could not be read before. */
export const fetchStripeJob: Job<z.infer<typeof payload>> = {
  name: "reconciliation.fetch-stripe",
  payload,
  schedule: { cron: "40 1 * * *", payload: {} },
  async run(services) {
    const fetched = await fetchStripe(services, { userId: null });
    // The queue tries again within minutes, and the next day reads on from the same day.
    if (!fetched.ok && fetched.refusal === "stripe-trouble")
      throw new Error("Stripe could not be asked for its movements.");
  },
};
