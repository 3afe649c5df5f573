import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { confirmPassword } from "#app/access/confirm-password.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { StripeTrouble } from "#app/platform/stripe/stripe-gateway.ts";
import { findCreatorForStripe, findStripeAccount, keepStripeAccount } from "./stripe-account-store.server.ts";
import type { OnboardingRefusal } from "./start-stripe-onboarding.ts";

interface OnboardingCommand {
  readonly creatorId: string;
  readonly userId: string;
  readonly password: string;
}

/**
 * Sends a creator to Stripe to say who they are and which bank they have. Their password is asked now, because at the end of that way
 * their money goes there. The account is made once per creator, and again only its page.
 */
export async function startStripeOnboarding(
  services: Services,
  { creatorId, userId, password }: OnboardingCommand,
): Promise<Outcome<{ url: string }, OnboardingRefusal>> {
  const { stripe } = services;
  if (stripe === null) return refused("no-stripe");
  const confirmed = await confirmPassword(services, { userId, password });
  if (!confirmed.ok) return confirmed;
  const { creator, known } = await services.db.inPlatform(async (tx) => ({
    creator: await findCreatorForStripe(tx, creatorId),
    known: await findStripeAccount(tx, creatorId),
  }));
  if (!creator) return refused("unknown-creator");
  try {
    const account = known ?? (await stripe.createAccount({ creatorId, ...creator }));
    await services.db.inPlatform(async (tx) => {
      const { accountId, canBePaid } = account;
      await keepStripeAccount(tx, {
        creatorId,
        accountId,
        canBePaid,
        wantedBy: userId,
        updatedAt: services.clock.now(),
      });
      const event = { brandId: null, actorUserId: userId, action: "stripe-account.asked-for", subjectId: creatorId };
      await recordAuditEvent(services, tx, event);
    });
    const page = `${services.origin}/creator/payee`;
    const way = { returnUrl: `${page}?done=stripe`, refreshUrl: `${page}?done=stripe-again` };
    return done({ url: await stripe.linkOnboarding(account.accountId, way) });
  } catch (error) {
    if (!(error instanceof StripeTrouble)) throw error;
    services.log.error({ creatorId, cause: error.message }, "Stripe's onboarding could not be opened");
    return refused("stripe-away");
  }
}
