import { z } from "zod";
import type { Job } from "#app/platform/queue.server.ts";
import { sendParcel } from "./send-parcel.server.ts";

/** Asks a provider to pay what one parcel carries. Run again, it asks first what became of the last try. */
export const sendParcelJob: Job<{ parcelId: string }> = {
  name: "payouts.send-parcel",
  payload: z.object({ parcelId: z.string().min(1) }),
  async run(services, { parcelId }) {
    await sendParcel(services, parcelId);
  },
};
