import { sha256 } from "#app/platform/keys.server.ts";
import type { OrderFacts } from "./order-facts.ts";

/** SHA-256 over the facts of an order, the buyer's identifiers replaced by their pseudonym. Refunds are facts of their own. */
export function hashOfOrder(order: OrderFacts, customerKey: string | null): string {
  const facts = { ...order, customerEmail: null, customerExternalId: null, refunds: null };
  const listed = order.areRefundsComplete ? order.refunds.map(({ externalId }) => externalId).sort() : null;
  return sha256(JSON.stringify([facts, customerKey, listed], canonical));
}

/** Object keys in order, so that two readers of the same order agree; bigint as text. */
function canonical(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
