import type { Services } from "#app/platform/services.server.ts";
import { addPayeeVersion } from "./payee-change.server.ts";
import { lockStripeAccount, updateStripeAccount } from "./stripe-account-store.server.ts";

/**
 * Asks Stripe how a creator's account stands. The first time it can be paid after its creator asked for that with their password, it
 * becomes their payee details, with the cooling-off, the audit event and the notice of every change of them.
 */
export async function refreshStripeAccount(
  services: Services,
  accountId: string,
): Promise<"unknown" | "ready" | "not-ready"> {
  const { stripe } = services;
  if (stripe === null) return "unknown";
  return services.db.inPlatform(async (tx) => {
    // Locked while Stripe is asked: an older answer never comes after a newer one.
    const known = await lockStripeAccount(tx, accountId);
    if (!known) return "unknown";
    const { canBePaid } = await stripe.readAccount(accountId);
    const { creatorId, wantedBy, creatorName } = known;
    await updateStripeAccount(tx, creatorId, { canBePaid, updatedAt: services.clock.now() });
    if (!canBePaid) return "not-ready";
    if (wantedBy !== null) {
      const account = { kind: "stripe", accountId } as const;
      const payee = { creatorId, userId: wantedBy, holderName: creatorName, account, currency: null };
      const added = await addPayeeVersion(services, tx, payee);
      if (!added.ok && added.refusal === "unknown-creator") return "unknown";
      await updateStripeAccount(tx, creatorId, { wantedBy: null });
    }
    return "ready";
  });
}
