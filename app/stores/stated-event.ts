import type { StoreEvent } from "../sales/order-facts.ts";
import type { Store } from "./store.ts";

/** An event of a store with what it states. */
export interface StatedEvent {
  readonly store: Store;
  readonly facts: readonly StoreEvent[];
  /** When it is turned into facts. */
  readonly at: Date;
}

/** The order a fact is about; null for one that is about none. */
export function orderIdOf(fact: StoreEvent): string | null {
  switch (fact.kind) {
    case "order":
      return fact.order.externalId;
    case "refund":
      return fact.refund.externalOrderId;
    case "dispute":
      return fact.dispute.externalOrderId;
    case "ignored":
      return null;
  }
}
