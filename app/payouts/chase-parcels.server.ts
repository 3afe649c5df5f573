import { addMinutes } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { followParcel } from "./follow-parcel.server.ts";
import { listToFollow, listUnanswered } from "./parcel-store.server.ts";
import { sendParcel } from "./send-parcel.server.ts";

/** A try that was begun this long ago has ended, one way or the other. */
const QUIET_MINUTES = 5;
/** Calls made by one run; the next run goes on. */
const MAX_PARCELS_PER_RUN = 500;

/** Sends what waits, asks about what is unknown, and reads what became of what was accepted. */
export async function chaseParcels(services: Services): Promise<void> {
  const triedBefore = addMinutes(services.clock.now(), -QUIET_MINUTES);
  const unanswered = await services.db.inPlatform((tx) => listUnanswered(tx, triedBefore, MAX_PARCELS_PER_RUN));
  for (const parcelId of unanswered) await sendParcel(services, parcelId);
  const accepted = await services.db.inPlatform((tx) => listToFollow(tx, MAX_PARCELS_PER_RUN));
  for (const parcelId of accepted) await followParcel(services, parcelId);
}
