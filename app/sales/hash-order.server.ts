import { canonicalJsonOf } from "#app/kit/canonical-json.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { OrderFacts } from "./order-facts.ts";

/** SHA-256 over the facts of an order, the buyer's identifiers replaced by their pseudonyms. Refunds are facts of their own. */
export function hashOfOrder(order: OrderFacts, customerKey: string | null, signKeys: readonly string[] = []): string {
  const {
    customerEmailSha256: _email,
    customerPhone: _phone,
    cartTokens: _carts,
    visitorId: _visitor,
    ...rest
  } = order;
  const facts = { ...rest, customerEmail: null, customerExternalId: null, refunds: null };
  const listed = order.areRefundsComplete ? order.refunds.map(({ externalId }) => externalId).sort() : null;
  // Without further signs the hash is the one that versions from before there were any have.
  const further = signKeys.length > 0 ? [[...signKeys].sort()] : [];
  return sha256(canonicalJsonOf([facts, customerKey, listed, ...further]));
}
