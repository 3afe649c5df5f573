import { canonicalJsonOf } from "#app/kit/canonical-json.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { OrderFacts } from "./order-facts.ts";

/** SHA-256 over the facts of an order, the buyer's identifiers replaced by their pseudonym. Refunds are facts of their own. */
export function hashOfOrder(order: OrderFacts, customerKey: string | null): string {
  const { customerEmailSha256: _buyer, ...rest } = order;
  const facts = { ...rest, customerEmail: null, customerExternalId: null, refunds: null };
  const listed = order.areRefundsComplete ? order.refunds.map(({ externalId }) => externalId).sort() : null;
  return sha256(canonicalJsonOf([facts, customerKey, listed]));
}
