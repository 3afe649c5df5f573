import type { Services } from "#app/platform/services.server.ts";
import type { CheckoutFacts, StripeGateway } from "#app/platform/stripe/stripe-gateway.ts";
import { bookFunding } from "./book-funding.server.ts";
import { lockTopUp, updateTopUp, type TopUpRow } from "./top-up-store.server.ts";

/**
 * Asks Stripe what became of a Checkout top-up and books the difference to what is booked. Every event about it ends here, so that
 * their number and order do not matter. The top-up stays locked while Stripe is asked: an older answer never comes after a newer one.
 */
export async function settleTopUp(
  services: Services,
  { brandId, topUpId }: { readonly brandId: string; readonly topUpId: string },
): Promise<TopUpRow["status"]> {
  const { stripe } = services;
  if (stripe === null) throw new Error("A Checkout top-up is to be settled, but Stripe is not configured.");
  return services.db.inBrand(brandId, async (tx) => {
    const topUp = await lockTopUp(tx, brandId, topUpId);
    if (!topUp?.sessionId) throw new Error("A top-up is to be settled that never reached Stripe.");
    const checkout = await stripe.readCheckout(topUp.sessionId);
    assertIsOf(topUp, checkout);
    if (checkout.status === "expired" && topUp.status === "open") {
      await updateTopUp(tx, brandId, topUpId, { status: "expired" });
      return "expired";
    }
    if (!checkout.isPaid || checkout.paymentId === null) return topUp.status;
    const known = await readPayment(stripe, checkout.paymentId, topUp);
    await bookFunding(services, tx, topUp, known);
    await updateTopUp(tx, brandId, topUpId, { status: "received", paymentId: checkout.paymentId });
    return "received";
  });
}

async function readPayment(stripe: StripeGateway, paymentId: string, topUp: TopUpRow) {
  const { currency, ...known } = await stripe.readPayment(paymentId);
  if (currency !== topUp.currency) throw new Error("A top-up was paid in another currency than it asked for.");
  return known;
}

function assertIsOf(topUp: TopUpRow, checkout: CheckoutFacts): void {
  const isIt = checkout.topUpId === topUp.id && checkout.amountMinor === topUp.amountMinor;
  if (!isIt) throw new Error("Stripe's Checkout session is not the one that was opened for this top-up.");
}
