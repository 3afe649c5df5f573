import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { isMovedByStripe } from "#app/platform/stripe/stripe-currencies.ts";
import { StripeTrouble } from "#app/platform/stripe/stripe-gateway.ts";
import type { StartTopUp, StartTopUpRefusal } from "./start-top-up.ts";
import { insertTopUp, updateTopUp } from "./top-up-store.server.ts";

interface StartTopUpCommand extends StartTopUp {
  readonly brand: { readonly id: string; readonly name: string; readonly slug: string };
  readonly userId: string;
  readonly email: string;
}

/**
 * Opens Stripe's page for a payment into the brand's balance. The top-up is kept before Stripe is asked; nothing is booked until Stripe
 * says that it was paid.
 */
export async function startTopUp(
  services: Services,
  { brand, userId, email, amountMinor, currency }: StartTopUpCommand,
): Promise<Outcome<{ url: string }, StartTopUpRefusal>> {
  if (services.stripe === null) return refused("no-stripe");
  if (!isMovedByStripe(currency)) return refused("currency-not-taken");
  const topUpId = services.newId();
  await services.db.inBrand(brand.id, async (tx) => {
    const requestedAt = services.clock.now();
    const topUp = { brandId: brand.id, id: topUpId, source: "stripe", status: "open", currency, amountMinor } as const;
    await insertTopUp(tx, { ...topUp, requestedBy: userId, requestedAt });
    await recordAuditEvent(services, tx, {
      ...{ brandId: brand.id, actorUserId: userId, action: "top-up.started", subjectId: topUpId },
      detail: { amountMinor: amountMinor.toString(), currency },
    });
  });
  const page = `${services.origin}/brands/${brand.slug}/balance`;
  try {
    const { sessionId, url } = await services.stripe.openCheckout({
      ...{ topUpId, amountMinor, currency, email, title: `Balance of ${brand.name} at Fairshare` },
      ...{ successUrl: `${page}?done=paid`, cancelUrl: `${page}?done=cancelled` },
    });
    await services.db.inBrand(brand.id, (tx) => updateTopUp(tx, brand.id, topUpId, { sessionId }));
    return done({ url });
  } catch (error) {
    if (!(error instanceof StripeTrouble)) throw error;
    services.log.error({ topUpId, cause: error.message }, "Stripe's Checkout page could not be opened");
    await services.db.inBrand(brand.id, (tx) => updateTopUp(tx, brand.id, topUpId, { status: "expired" }));
    return refused("stripe-away");
  }
}
