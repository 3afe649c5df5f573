import { formatDecimal } from "../kit/money.ts";
import type { Refusal, Touch } from "./judge-touch.ts";
import type { PolicyRules, TouchKind } from "./policy.ts";
import { tierOf } from "./precedence.ts";
import type { OrderFacts } from "./sale-evidence.ts";

/** Why the policy lets a touch earn nothing from an order of this kind; null when it may. */
export function refusalOfLimits({ kind, policy, partnership }: Touch, order: OrderFacts): Refusal | null {
  if (tierOf(policy.precedence, kind) === policy.precedence.length) {
    return { verdict: "kind-not-used", sentence: `This campaign credits no ${kindWords[kind]}.` };
  }
  return (
    refusalOfCustomer(policy, order) ??
    refusalOfProducts(policy, order) ??
    refusalOfMinimum(policy, order, partnership.campaign.currency)
  );
}

const kindWords: Readonly<Record<TouchKind, string>> = {
  code: "codes",
  click: "clicks",
  binding: "earlier customers",
};

function refusalOfCustomer({ customerLimit }: PolicyRules, { isReturningCustomer }: OrderFacts): Refusal | null {
  if (customerLimit === "new" && isReturningCustomer) {
    const sentence = "The buyer had bought from this brand before; this campaign credits sales to new customers only.";
    return { verdict: "other-customers", sentence };
  }
  if (customerLimit === "returning" && !isReturningCustomer) {
    const sentence = "The buyer was new to this brand; this campaign credits sales to returning customers only.";
    return { verdict: "other-customers", sentence };
  }
  return null;
}

/** An order whose lines are unknown is not measured by its products. */
function refusalOfProducts({ excludedProducts }: PolicyRules, { products }: OrderFacts): Refusal | null {
  if (products.length === 0 || !products.every((product) => isExcluded(excludedProducts, product))) return null;
  return {
    verdict: "excluded-product",
    sentence: "Everything on the order is a product that this campaign excludes.",
  };
}

function refusalOfMinimum({ minOrderMinor }: PolicyRules, order: OrderFacts, currency: string): Refusal | null {
  if (minOrderMinor === null || order.currency !== currency || order.netMinor >= minOrderMinor) return null;
  const amount = (minor: bigint) => `${formatDecimal(minor, currency)} ${currency}`;
  return {
    verdict: "below-minimum",
    sentence: `The order came to ${amount(order.netMinor)}; this campaign credits orders from ${amount(minOrderMinor)}.`,
  };
}

/** Whether a line's product is on a policy's list, by the store's product id or SKU. Letter case does not matter. */
export function isExcluded(
  excludedProducts: readonly string[],
  product: { readonly productId: string; readonly sku: string },
): boolean {
  if (excludedProducts.length === 0) return false;
  const names = [product.productId, product.sku].map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
  return excludedProducts.some((excluded) => names.includes(excluded.trim().toLowerCase()));
}
