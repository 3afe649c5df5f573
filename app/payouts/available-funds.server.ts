import { findBrandNames, findFunds } from "#app/billing/funds-store.server.ts";
import { findFeeRates } from "#app/billing/fee-rates.server.ts";
import { costOf } from "#app/billing/platform-fee.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { BatchContent } from "./batch-content.ts";
import { findOpenSums } from "./position-store.server.ts";

/** What is left of brands' balances when every prepared batch has been sent: what another batch may pay with. */
export async function findAvailableFunds(
  services: Pick<Services, "clock" | "platformFeeBps" | "seller">,
  tx: Tx,
  brandIds: readonly string[],
  currency: string,
): Promise<Map<string, bigint>> {
  const available = new Map<string, bigint>();
  for (const [brandId, { fundsMinor }] of await findFunds(tx, brandIds, currency)) available.set(brandId, fundsMinor);
  const ratesOf = await findFeeRates(services, tx, brandIds);
  for (const { brandId, sumMinor } of await findOpenSums(tx, brandIds, currency)) {
    available.set(brandId, (available.get(brandId) ?? 0n) - costOf(sumMinor, ratesOf(brandId)));
  }
  return available;
}

/** The brands whose balance no longer covers what a batch pays for them, by name. */
export async function findUnfundedBrands(
  services: Pick<Services, "clock" | "platformFeeBps" | "seller">,
  tx: Tx,
  content: BatchContent,
): Promise<string[]> {
  const needed = new Map<string, bigint>();
  const paying = new Set(content.payouts.flatMap(({ lines }) => lines.map(({ brandId }) => brandId)));
  const ratesOf = await findFeeRates(services, tx, [...paying]);
  for (const { lines } of content.payouts) {
    const sums = new Map<string, bigint>();
    for (const line of lines) sums.set(line.brandId, (sums.get(line.brandId) ?? 0n) + line.amountMinor);
    for (const [brandId, sumMinor] of sums) {
      // What one creator was clawed back pays for nobody else before it is really there.
      if (sumMinor > 0n) needed.set(brandId, (needed.get(brandId) ?? 0n) + costOf(sumMinor, ratesOf(brandId)));
    }
  }
  const funds = await findFunds(tx, [...needed.keys()], content.currency);
  const short = [...needed].filter(([brandId, minor]) => (funds.get(brandId)?.fundsMinor ?? 0n) < minor);
  const names = await findBrandNames(
    tx,
    short.map(([brandId]) => brandId),
  );
  return [...names.values()].sort();
}

export function unfundedInOneText(brandNames: readonly string[]): string {
  const [only] = brandNames;
  if (brandNames.length === 1) return `The balance of ${only} no longer covers what this batch pays for it.`;
  return `The balances of ${brandNames.length} brands no longer cover what this batch pays for them.`;
}
