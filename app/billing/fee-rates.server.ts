import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { feeVatStanding, type FeeVatStanding } from "./fee-vat.ts";
import { findBuyers } from "./fee-vat-store.server.ts";
import type { FeeRates } from "./platform-fee.ts";

type FeeServices = Pick<Services, "clock" | "platformFeeBps" | "seller">;

/** How VAT stands on fees that are charged to a brand now, and by which version of its details. */
export interface BrandFeeVat extends FeeVatStanding {
  readonly buyerVersion: number | null;
}

/** How VAT stands on these brands' fees now; empty where the platform has not said who it is: then there is no VAT. */
export async function findFeeVats(
  { clock, seller }: Pick<FeeServices, "clock" | "seller">,
  tx: Tx,
  brandIds: readonly string[],
): Promise<Map<string, BrandFeeVat>> {
  if (seller === null) return new Map();
  const buyers = await findBuyers(tx, brandIds);
  const today = clock.now().toISOString().slice(0, 10);
  return new Map(
    brandIds.map((brandId) => {
      const buyer = buyers.get(brandId);
      const standing = feeVatStanding(seller, buyer?.party ?? null, today);
      return [brandId, { ...standing, buyerVersion: buyer?.version ?? null }];
    }),
  );
}

/** What these brands are charged on commissions paid now. */
export async function findFeeRates(
  services: FeeServices,
  tx: Tx,
  brandIds: readonly string[],
): Promise<(brandId: string) => FeeRates> {
  const vats = await findFeeVats(services, tx, brandIds);
  return (brandId) => ({ feeBps: services.platformFeeBps, vatBps: vats.get(brandId)?.rateBps ?? 0 });
}
