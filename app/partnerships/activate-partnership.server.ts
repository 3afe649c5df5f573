import { DestinationError, mintLinkAndCode } from "#app/links/mint-link-and-code.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Campaign } from "../campaigns/campaign.ts";
import { findSides, updatePartnership } from "./partnership-store.server.ts";

/** Thrown to undo the transaction: a partnership is never active without its link. */
export class NoDestination extends Error {}

/** Makes a partnership earn: active from now on, with its general link and its code. */
export async function activatePartnership(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  partnership: { readonly id: string; readonly creatorId: string },
): Promise<{ readonly slug: string; readonly code: string }> {
  const { brandId } = campaign;
  await updatePartnership(tx, brandId, partnership.id, { status: "active", activatedAt: services.clock.now() });
  const { creatorHandle, brandSlug } = await findSides(tx, brandId, partnership.creatorId);
  try {
    return await mintLinkAndCode(services, tx, brandId, {
      partnershipId: partnership.id,
      creatorHandle,
      brandSlug,
      discountBps: campaign.discountBps,
      destinationUrl: campaign.destinationUrl,
    });
  } catch (error) {
    if (error instanceof DestinationError) throw new NoDestination(error.message);
    throw error;
  }
}
