import path from "node:path";
import type { FakeProvider } from "./fake-provider.ts";
import { startFakeShop } from "./fake-shop.ts";
import { createPaypalFake } from "./paypal-fake.ts";
import { shopifyFake } from "./shopify-fake.ts";
import { startStripeFake } from "./stripe/start-stripe-fake.ts";
import { woocommerceFake } from "./woocommerce-fake.ts";

export interface StartedFakes {
  /** Where each answers, by the shop's name. */
  readonly origins: Readonly<Record<"Shopify" | "Stripe" | "WooCommerce" | "PayPal", string>>;
  /** Stripe's webhooks are delivered here from now on, again until they are taken. `now` is the clock of who checks their signatures. */
  deliverStripeEvents(address: string, now: () => Date): void;
  /** The same for PayPal's. */
  deliverPaypalEvents(address: string): void;
  stop(): Promise<void>;
}

const DELIVER_EVERY_MS = 1_000;
const DELIVERY_TIMEOUT_MS = 15_000;

/** Starts stand-ins for the three shops and for PayPal on free ports of this machine. What they hold is kept in the data folder. */
export async function startFakes(dataDir: string): Promise<StartedFakes> {
  let clock = () => new Date();
  const timers: NodeJS.Timeout[] = [];
  /** Delivers what waits again and again, one round at a time. */
  const deliverAgain = (deliverWaiting: () => Promise<number>): void => {
    let isDelivering = false;
    const timer = setInterval(() => {
      if (isDelivering) return;
      isDelivering = true;
      void deliverWaiting().finally(() => (isDelivering = false));
    }, DELIVER_EVERY_MS);
    timers.push(timer);
  };
  const file = (name: string) => path.resolve(dataDir, "fakes", name);
  const start = (name: string, provider: FakeProvider) => startFakeShop(provider, { stateFile: file(name) });
  const paypalFake = createPaypalFake({ stateFile: file("paypal.json") });
  const [shopify, stripe, woocommerce, paypal] = await Promise.all([
    start("shopify.json", shopifyFake),
    startStripeFake({ stateFile: file("stripe.json"), booksFile: file("stripe-money.json"), now: () => clock() }),
    start("woocommerce.json", woocommerceFake),
    startFakeShop(paypalFake.provider),
  ]);
  return {
    origins: { Shopify: shopify.origin, Stripe: stripe.origin, WooCommerce: woocommerce.origin, PayPal: paypal.origin },
    deliverStripeEvents(address, now) {
      clock = now;
      deliverAgain(() =>
        stripe.deliverWaiting(({ body, signature }) => deliver(address, body, { "stripe-signature": signature })),
      );
    },
    deliverPaypalEvents(address) {
      deliverAgain(() => paypalFake.deliverWaiting(({ body, headers }) => deliver(address, body, headers)));
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([shopify.close(), stripe.close(), woocommerce.close(), paypal.close()]);
    },
  };
}

/** The status of the answer; 0 where there was none. */
async function deliver(address: string, body: string, signature: Readonly<Record<string, string>>): Promise<number> {
  try {
    const headers = { "content-type": "application/json", ...signature };
    const signal = AbortSignal.timeout(DELIVERY_TIMEOUT_MS);
    return (await fetch(address, { method: "POST", headers, body, signal })).status;
  } catch {
    return 0;
  }
}
