import path from "node:path";
import type { FakeProvider } from "./fake-provider.ts";
import { startFakeShop } from "./fake-shop.ts";
import { createPaypalFake } from "./paypal-fake.ts";
import { shopifyFake } from "./shopify-fake.ts";
import { stripeFake } from "./stripe-fake.ts";
import { woocommerceFake } from "./woocommerce-fake.ts";

export interface StartedFakes {
  /** Where each answers, by the shop's name. */
  readonly origins: Readonly<Record<"Shopify" | "Stripe" | "WooCommerce" | "PayPal", string>>;
  stop(): Promise<void>;
}

/** Starts stand-ins for the three shops and for PayPal on free ports of this machine. What they hold is kept in the data folder. */
export async function startFakes(dataDir: string): Promise<StartedFakes> {
  const start = (file: string, provider: FakeProvider) =>
    startFakeShop(provider, { stateFile: path.resolve(dataDir, "fakes", file) });
  const [shopify, stripe, woocommerce, paypal] = await Promise.all([
    start("shopify.json", shopifyFake),
    start("stripe.json", stripeFake),
    start("woocommerce.json", woocommerceFake),
    startFakeShop(createPaypalFake({ stateFile: path.resolve(dataDir, "fakes", "paypal.json") }).provider),
  ]);
  return {
    origins: { Shopify: shopify.origin, Stripe: stripe.origin, WooCommerce: woocommerce.origin, PayPal: paypal.origin },
    async stop() {
      await Promise.all([shopify.close(), stripe.close(), woocommerce.close(), paypal.close()]);
    },
  };
}
