import { isId } from "#app/kit/ids.ts";
import type { PaypalItemFacts } from "#app/platform/api-rails/read-paypal-item.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { keepRailReferences } from "./parcel-store.server.ts";
import { findPayouts, lockBatchOfPayout } from "./payout-store.server.ts";
import { returnPayoutIn } from "./return-payout.server.ts";
import { settlePayoutIn } from "./settle-payout.server.ts";

/**
 * unknown-item: none of our payouts by PayPal's API. other-amount: not what was sent, so nothing was booked. disagrees: PayPal says that it
 * arrived, and it had come back.
 */
export type FollowedItem = "unknown-item" | "waiting" | "settled" | "returned" | "other-amount" | "disagrees";

/** PayPal could not be asked: the caller tries again. */
class PaypalTrouble extends Error {}

/** Asks PayPal what became of one payment and books it: what arrived is settled, what came back is payable again with the reason. */
export async function followItem(services: Services, itemId: string): Promise<FollowedItem> {
  const found = await services.paypalEvents?.readItem(itemId);
  if (!found || found.kind === "unknown")
    throw new PaypalTrouble(found?.problem ?? "PayPal’s webhooks are not configured.");
  if (found.kind === "not-found") return "unknown-item";
  const { item } = found;
  return services.db.inPlatform((tx) => bookItem(services, tx, item));
}

async function bookItem(services: Services, tx: Tx, item: PaypalItemFacts): Promise<FollowedItem> {
  const { payoutId, railReference, standing, reason } = item;
  if (!isId(payoutId)) return "unknown-item";
  const batch = await lockBatchOfPayout(tx, payoutId);
  const [payout] = batch?.rail === "paypal" ? await findPayouts(tx, { payoutId }) : [];
  if (!payout || payout.status === "prepared" || payout.status === "cancelled") return "unknown-item";
  await keepRailReferences(tx, [{ payoutId, railReference }]);
  if (standing === "waiting") return "waiting";
  if (payout.paidMinor !== item.amountMinor || payout.paidCurrency !== item.currency) return "other-amount";
  const command = { payoutId, userId: null };
  if (standing === "returned") {
    await returnPayoutIn(services, tx, { ...command, reason });
    return "returned";
  }
  const settled = await settlePayoutIn(services, tx, command);
  return settled.ok ? "settled" : "disagrees";
}
