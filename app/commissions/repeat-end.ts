import { addMonths } from "./progress.ts";
import type { EarningCase } from "./earning.ts";

/**
 * Why a customer's later order earns no more; null while it does. What counts is the customer's first order that was credited to this
 * creator in this campaign: it always earns.
 */
export function whyRepeatEnded({ sale, terms, progress }: EarningCase): string | null {
  if (!terms.rulebook || progress.customerSince === null) return null;
  const { repeatMonths, repeatOrders } = terms.rulebook;
  const rest = "earn under these terms; this one came later.";
  if (repeatOrders !== null && progress.customerOrders > repeatOrders) {
    if (repeatOrders === 0)
      return "Only a customer's first credited order earns under these terms; this one came later.";
    const orders = repeatOrders === 1 ? "order" : `${repeatOrders} orders`;
    return `Only the first ${orders} after a customer's first credited one ${repeatOrders === 1 ? "earns" : "earn"} under these terms; this one came later.`;
  }
  if (repeatMonths !== null && sale.placedAt > addMonths(progress.customerSince, repeatMonths)) {
    const months = repeatMonths === 1 ? "a month" : `${repeatMonths} months`;
    return `Only orders within ${months} of a customer's first credited one ${rest}`;
  }
  return null;
}
