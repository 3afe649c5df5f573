import type { Services } from "#app/platform/services.server.ts";
import { openParcel } from "./open-parcel.server.ts";
import { keepRailReferences, lockParcel } from "./parcel-store.server.ts";
import { railNamed } from "#app/rails/rails.server.ts";
import { returnPayoutIn } from "./return-payout.server.ts";
import { settlePayoutsIn } from "./settle-payout.server.ts";

/** Reads at the provider what became of an accepted parcel: what arrived is settled, what came back is payable again with the reason. */
export async function followParcel(services: Services, parcelId: string): Promise<void> {
  const opened = await services.db.inPlatform(async (tx) => {
    const row = await lockParcel(tx, parcelId);
    if (row?.state !== "accepted" || row.railReference === null) return null;
    const rail = railNamed(services, row.rail);
    if (rail?.kind !== "api") return null;
    return { row, rail, railReference: row.railReference, parcel: await openParcel(services, tx, row) };
  });
  if (!opened) return;
  const standings = await opened.rail.follow(opened.parcel, opened.railReference);
  await services.db.inPlatform(async (tx) => {
    await keepRailReferences(tx, standings);
    const arrived = standings.filter(({ standing }) => standing === "arrived").map(({ payoutId }) => payoutId);
    if (arrived.length > 0) {
      const payoutIds = new Set(arrived);
      await settlePayoutsIn(services, tx, { batchId: opened.row.batchId, payoutIds, userId: null });
    }
    for (const { payoutId, standing, reason } of standings) {
      if (standing === "returned") await returnPayoutIn(services, tx, { payoutId, reason, userId: null });
    }
  });
}
