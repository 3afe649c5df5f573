import { z } from "zod";
import { addMinutes } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import { StripeTrouble } from "#app/platform/stripe/stripe-gateway.ts";
import { processStripeEvent } from "./process-stripe-event.server.ts";
import { settleTopUp } from "./settle-top-up.server.ts";
import { listOpenStripeEvents } from "./stripe-event-store.server.ts";
import { listOpenCheckouts, updateTopUp } from "./top-up-store.server.ts";

/** Stripe tells within seconds; what is silent for longer is asked for. */
const ASK_AFTER_MINUTES = 10;
/** More than that wait for the next run. */
const MOST_PER_RUN = 200;

const payload = z.object({});

/** Asks Stripe what became of payments it has not told of, and acts on events that failed before. */
export const settleOpenTopUpsJob: Job<z.infer<typeof payload>> = {
  name: "billing.settle-open-top-ups",
  payload,
  schedule: { cron: "*/10 * * * *", payload: {} },
  async run(services) {
    if (services.stripe === null) return;
    const before = addMinutes(services.clock.now(), -ASK_AFTER_MINUTES);
    const { events, topUps } = await services.db.inPlatform(async (tx) => ({
      events: await listOpenStripeEvents(tx, before, MOST_PER_RUN),
      topUps: await listOpenCheckouts(tx, before, MOST_PER_RUN),
    }));
    // One that fails must not keep the others: it is noted, and tried at the next run.
    for (const eventId of events) await processStripeEvent(services, eventId).catch(() => undefined);
    for (const { brandId, id: topUpId, sessionId } of topUps) {
      if (sessionId === null) {
        // The process died before Stripe's page was known: nobody can have paid there.
        await services.db.inBrand(brandId, (tx) => updateTopUp(tx, brandId, topUpId, { status: "expired" }));
        continue;
      }
      await settleTopUp(services, { brandId, topUpId }).catch((error: unknown) => {
        if (!(error instanceof StripeTrouble)) throw error;
        services.log.error({ topUpId, cause: error.message }, "Stripe could not be asked about a top-up");
      });
    }
  },
};
