import type { Tx } from "#db/client.server.ts";
import { collectEvidence } from "#app/attribution/attribute-sale.server.ts";
import type { SaleEvidence } from "#app/attribution/sale-evidence.ts";
import { findShopper } from "#app/shoppers/find-shopper.server.ts";
import { findHistories } from "./customer-history-store.server.ts";
import { findLines, findSale } from "./sale-store.server.ts";
import { orderFactsOf } from "./order-as-evidence.ts";

/** Everything stored that may say who led to one sale, as its decision was made from it. Locks nothing and changes nothing; null without such a sale. */
export async function readEvidence(tx: Tx, brandId: string, saleId: string): Promise<SaleEvidence | null> {
  const sale = await findSale(tx, brandId, saleId);
  if (!sale) return null;
  const [lines, shopper] = await Promise.all([findLines(tx, brandId, [saleId]), findShopper(tx, brandId, sale)]);
  const [history] = await findHistories(tx, brandId, [{ ...sale, shopper }]);
  const isReturningCustomer = history?.hasEarlierSale === true || sale.isReturningCustomer === true;
  const order = orderFactsOf(sale.currency, lines, isReturningCustomer);
  return collectEvidence(tx, brandId, { ...sale, joinedClicks: shopper.clicks }, order, history?.binding ?? null);
}
