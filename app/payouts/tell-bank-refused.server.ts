import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockStripeAccount } from "#app/payees/stripe-account-store.server.ts";

/**
 * A creator's bank refused what Stripe paid out to it. The money is in their account at Stripe, where only they can name another bank;
 * so they are told, and nothing of ours moves. False for an account that is none of ours.
 */
export async function tellBankRefused(services: Services, accountId: string): Promise<boolean> {
  return services.db.inPlatform(async (tx) => {
    const known = await lockStripeAccount(tx, accountId);
    if (!known) return false;
    await enqueueMail(services, tx, "bank-refused", known.creatorEmail, { creatorName: known.creatorName });
    return true;
  });
}
