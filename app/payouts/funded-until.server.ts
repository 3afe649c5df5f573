import { findFeeRates } from "#app/billing/fee-rates.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findAvailableFunds } from "./available-funds.server.ts";
import { findReach } from "./position-store.server.ts";

interface AtBrand {
  readonly brandId: string;
  readonly currency: string;
}

const keyOf = ({ brandId, currency }: AtBrand) => `${brandId} ${currency}`;

/**
 * Up to which sale the balance of each of these brands pays approved commissions, the oldest sale first; absent where it pays none. An
 * estimate: a creator who cannot be paid yet leaves their part to others.
 */
export async function findFundedUntil(
  services: Services,
  tx: Tx,
  commissions: readonly AtBrand[],
): Promise<Map<string, Date>> {
  const places = new Map(commissions.map((one) => [keyOf(one), one]));
  const until = new Map<string, Date>();
  const ratesOf = await findFeeRates(services, tx, [...new Set(commissions.map(({ brandId }) => brandId))]);
  for (const [key, { brandId, currency }] of places) {
    const available = (await findAvailableFunds(services, tx, [brandId], currency)).get(brandId) ?? 0n;
    const reach = await findReach(tx, { brandId, currency }, available, ratesOf(brandId));
    if (reach) until.set(key, reach);
  }
  return until;
}

export function isFunded(
  until: ReadonlyMap<string, Date>,
  commission: AtBrand & { readonly saleOccurredAt: Date },
): boolean {
  const reach = until.get(keyOf(commission));
  return reach !== undefined && commission.saleOccurredAt.getTime() <= reach.getTime();
}
