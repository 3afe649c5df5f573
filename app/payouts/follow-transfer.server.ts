import type { Services } from "#app/platform/services.server.ts";
import { TRANSFER_REVERSED } from "#app/platform/api-rails/stripe-rail.server.ts";
import { returnPayout } from "./return-payout.server.ts";

/**
 * A transfer was reversed at Stripe: all of it brings the payout back. A part of it changes nothing by itself: no payout is returned in
 * part, so a person has to settle that.
 */
export async function followTransfer(
  services: Services,
  payoutId: string,
): Promise<"unknown" | "returned" | "in-part"> {
  const transfer = await services.stripe?.findTransfer(payoutId);
  if (!transfer) return "unknown";
  if (transfer.reversedMinor < transfer.amountMinor) return "in-part";
  const returned = await returnPayout(services, { payoutId, reason: TRANSFER_REVERSED, userId: null });
  return returned.ok ? "returned" : "unknown";
}
