import type { OrderFacts } from "../attribution/sale-evidence.ts";
import { sumMinor } from "../kit/money.ts";
import type { SaleLineRecord } from "./sale-record.ts";

/** What the order is, for policies that credit only some orders. */
export function orderFactsOf(
  currency: string,
  lines: readonly SaleLineRecord[],
  isReturningCustomer: boolean,
): OrderFacts {
  const sold = lines.filter(({ isCommissionable, removedAt }) => isCommissionable && removedAt === null);
  return { currency, netMinor: sumMinor(sold.map(({ netMinor }) => netMinor)), isReturningCustomer, products: sold };
}
