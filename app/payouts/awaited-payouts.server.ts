import { addDays } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findAwaited } from "./payout-store.server.ts";

/**
 * A provider that has not answered for this long will not any more: PayPal forgets a batch after 30 days. From then on nothing is sent
 * again, and a person who looked it up at the provider settles or returns the payout.
 */
export const PERSON_DECIDES_AFTER_DAYS = 30;

/** Payouts that nobody may settle or return by hand, because the provider's answer is awaited. */
export function awaitedAmong(services: Services, tx: Tx, payoutIds: readonly string[]): Promise<Set<string>> {
  return findAwaited(tx, payoutIds, addDays(services.clock.now(), -PERSON_DECIDES_AFTER_DAYS));
}
