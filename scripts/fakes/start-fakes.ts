import path from "node:path";
import { startFakeShop } from "./fake-shop.ts";
import { shopifyFake } from "./shopify-fake.ts";
import { stripeFake } from "./stripe-fake.ts";
import { woocommerceFake } from "./woocommerce-fake.ts";

export interface StartedFakes {
  readonly shopify: string;
  readonly stripe: string;
  readonly woocommerce: string;
  stop(): Promise<void>;
}

/** Starts stand-ins for the three shops on free ports of this machine. Their coupons are kept in the data folder. */
export async function startFakes(dataDir: string): Promise<StartedFakes> {
  const start = (file: string, provider: typeof shopifyFake) =>
    startFakeShop(provider, { stateFile: path.resolve(dataDir, "fakes", file) });
  const [shopify, stripe, woocommerce] = await Promise.all([
    start("shopify.json", shopifyFake),
    start("stripe.json", stripeFake),
    start("woocommerce.json", woocommerceFake),
  ]);
  return {
    shopify: shopify.origin,
    stripe: stripe.origin,
    woocommerce: woocommerce.origin,
    async stop() {
      await Promise.all([shopify.close(), stripe.close(), woocommerce.close()]);
    },
  };
}
