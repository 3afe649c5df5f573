import { findOpenSums } from "#app/payouts/position-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findLimits, listBrandCurrencies, listMovements, sumOwed } from "./balance-store.server.ts";
import { standingOf, type BalanceStanding } from "./balance-standing.ts";
import { findFeeRates, findFeeVats } from "./fee-rates.server.ts";
import { readFunds } from "./funds-store.server.ts";
import { listInvoiceMonths } from "./invoice-store.server.ts";
import { costOf } from "./platform-fee.ts";
import { listTopUps } from "./top-up-store.server.ts";

/** Movements and top-ups on one page. */
export const MOVEMENTS_SHOWN = 25;
const TOP_UPS_SHOWN = 10;

/** How every balance of a brand stands, one per currency. */
export async function readStandings(services: Services, tx: Tx, brandId: string): Promise<BalanceStanding[]> {
  const rates = (await findFeeRates(services, tx, [brandId]))(brandId);
  const owed = await sumOwed(tx, brandId);
  const limits = await findLimits(tx, brandId);
  const standings: BalanceStanding[] = [];
  for (const currency of await listBrandCurrencies(tx, brandId)) {
    const open = await findOpenSums(tx, [brandId], currency);
    const { payableMinor = 0n, heldMinor = 0n } = owed.get(currency) ?? {};
    const facts = {
      ...{ currency, payableMinor, heldMinor, ...(await readFunds(tx, brandId, currency)) },
      reservedMinor: open.reduce((sum, one) => sum + costOf(one.sumMinor, rates), 0n),
      ownLimitMinor: limits.get(currency)?.limitMinor ?? null,
    };
    standings.push(standingOf(facts, rates));
  }
  return standings;
}

/** A brand's balance page: how it stands, what moved it and why, top-ups on their way, invoices. */
export function readBalance(services: Services, brandId: string, page: number) {
  return services.db.inBrand(brandId, async (tx) => ({
    standings: await readStandings(services, tx, brandId),
    topUps: await listTopUps(tx, brandId, TOP_UPS_SHOWN),
    movements: await listMovements(tx, brandId, { offset: (page - 1) * MOVEMENTS_SHOWN, limit: MOVEMENTS_SHOWN }),
    invoices: await listInvoiceMonths(tx, brandId, services.clock.now()),
    feeBps: services.platformFeeBps,
    feeVat: (await findFeeVats(services, tx, [brandId])).get(brandId) ?? null,
    debtor: services.payoutDebtor,
    stripe: services.stripe === null ? null : { isTestMode: services.stripe.isTestMode },
    now: services.clock.now(),
  }));
}
