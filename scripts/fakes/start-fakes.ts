import path from "node:path";
import type { FakeProvider } from "./fake-provider.ts";
import { startFakeShop } from "./fake-shop.ts";
import { createPaypalFake } from "./paypal-fake.ts";
import { shopifyFake } from "./shopify-fake.ts";
import { startStripeFake, type StripeDelivery } from "./stripe/start-stripe-fake.ts";
import { woocommerceFake } from "./woocommerce-fake.ts";

export interface StartedFakes {
  /** Where each answers, by the shop's name. */
  readonly origins: Readonly<Record<"Shopify" | "Stripe" | "WooCommerce" | "PayPal", string>>;
  /** Stripe's webhooks are delivered here from now on, again until they are taken. `now` is the clock of who checks their signatures. */
  deliverStripeEvents(address: string, now: () => Date): void;
  stop(): Promise<void>;
}

const DELIVER_EVERY_MS = 1_000;
const DELIVERY_TIMEOUT_MS = 15_000;

/** Starts stand-ins for the three shops and for PayPal on free ports of this machine. What they hold is kept in the data folder. */
export async function startFakes(dataDir: string): Promise<StartedFakes> {
  let clock = () => new Date();
  let deliveries: NodeJS.Timeout | undefined;
  const file = (name: string) => path.resolve(dataDir, "fakes", name);
  const start = (name: string, provider: FakeProvider) => startFakeShop(provider, { stateFile: file(name) });
  const [shopify, stripe, woocommerce, paypal] = await Promise.all([
    start("shopify.json", shopifyFake),
    startStripeFake({ stateFile: file("stripe.json"), booksFile: file("stripe-money.json"), now: () => clock() }),
    start("woocommerce.json", woocommerceFake),
    startFakeShop(createPaypalFake({ stateFile: file("paypal.json") }).provider),
  ]);
  return {
    origins: { Shopify: shopify.origin, Stripe: stripe.origin, WooCommerce: woocommerce.origin, PayPal: paypal.origin },
    deliverStripeEvents(address, now) {
      clock = now;
      let isDelivering = false;
      deliveries = setInterval(() => {
        if (isDelivering) return;
        isDelivering = true;
        void stripe.deliverWaiting((delivery) => deliver(address, delivery)).finally(() => (isDelivering = false));
      }, DELIVER_EVERY_MS);
    },
    async stop() {
      clearInterval(deliveries);
      await Promise.all([shopify.close(), stripe.close(), woocommerce.close(), paypal.close()]);
    },
  };
}

/** The status of the answer; 0 where there was none. */
async function deliver(address: string, { body, signature }: StripeDelivery): Promise<number> {
  try {
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    const signal = AbortSignal.timeout(DELIVERY_TIMEOUT_MS);
    return (await fetch(address, { method: "POST", headers, body, signal })).status;
  } catch {
    return 0;
  }
}
