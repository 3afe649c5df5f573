import { addMinutes } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { followParcel } from "./follow-parcel.server.ts";
import { listToFollow, listUnanswered } from "./parcel-store.server.ts";
import { listOpenPaypalEvents } from "./paypal-event-store.server.ts";
import { processPaypalEvent } from "./process-paypal-event.server.ts";
import { sendParcel } from "./send-parcel.server.ts";
import { listUnansweredTakeBacks } from "./take-back-store.server.ts";
import { takeBackPayout } from "./take-back-payout.server.ts";

/** A try that was begun this long ago has ended, one way or the other. */
const QUIET_MINUTES = 5;
/** Calls made by one run; the next run goes on. */
const MAX_PARCELS_PER_RUN = 500;

/** Sends what waits, asks about what is unknown, acts on events that failed before, and reads what became of what was accepted. */
export async function chaseParcels(services: Services): Promise<void> {
  const triedBefore = addMinutes(services.clock.now(), -QUIET_MINUTES);
  const unanswered = await services.db.inPlatform((tx) => listUnanswered(tx, triedBefore, MAX_PARCELS_PER_RUN));
  for (const parcelId of unanswered) await sendParcel(services, parcelId);
  const events = await services.db.inPlatform((tx) => listOpenPaypalEvents(tx, triedBefore, MAX_PARCELS_PER_RUN));
  // One that fails must not keep the others: it is noted, and tried at the next run.
  for (const eventId of events) await processPaypalEvent(services, eventId).catch(() => undefined);
  const takeBacks = await services.db.inPlatform((tx) => listUnansweredTakeBacks(tx, triedBefore, MAX_PARCELS_PER_RUN));
  for (const takeBackId of takeBacks) await takeBackPayout(services, takeBackId);
  const accepted = await services.db.inPlatform((tx) => listToFollow(tx, MAX_PARCELS_PER_RUN));
  for (const parcelId of accepted) await followParcel(services, parcelId);
}
