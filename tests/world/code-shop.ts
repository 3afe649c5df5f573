import { onTestFinished } from "vitest";
import { addMember, addPerson } from "#tests/world/people.ts";
import { createCodeStores } from "#app/platform/code-stores/open-code-stores.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { connectStore } from "#app/stores/connect-store.server.ts";
import { saveCredentials } from "#app/stores/save-credentials.server.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import { SHOPIFY_FAKE_TOKEN, shopifyFake } from "#scripts/fakes/shopify-fake.ts";
import { openLinkWorld, type LinkWorld } from "#tests/http/link-world.ts";

/** Lumen Tea's world with its shop at Shopify, a stand-in over real HTTP that takes codes. */
export interface CodeShopWorld extends LinkWorld {
  readonly shop: FakeShop;
  readonly storeId: string;
  /** Olive, who manages Lumen Tea. */
  readonly oliveUserId: string;
}

const SHOP_ADDRESS = "lumen-tea.myshopify.com";

/** @param isConnected false leaves the shop without credentials. */
export async function openCodeShop({ isConnected = true } = {}): Promise<CodeShopWorld> {
  const world = await openLinkWorld();
  const shop = await startFakeShop(shopifyFake);
  onTestFinished(() => shop.close());
  const origins = { shopify: shop.origin, stripe: shop.origin, woocommerce: shop.origin };
  const services: Services = { ...world.services, codeStores: createCodeStores(origins, world.clock) };
  const olive = await addPerson(services, "Olive Hart", "olive@lumentea.example");
  await addMember(services, world.brandId, olive, "manager");
  const storeId = services.newId();
  const by = { brandId: world.brandId, userId: olive.userId, storeId };
  const store = {
    kind: "shopify",
    name: "Lumen Tea's shop",
    address: SHOP_ADDRESS,
    secret: "shpss_0123456789",
  } as const;
  const connected = await connectStore(services, { ...by, ...store });
  if (!connected.ok) throw new Error(connected.refusal);
  if (isConnected) {
    const saved = await saveCredentials(services, { ...by, credentials: { accessToken: SHOPIFY_FAKE_TOKEN } });
    if (!saved.ok) throw new Error(saved.detail);
  }
  return {
    ...world,
    ...{ services, shop, storeId, oliveUserId: olive.userId },
    drain: () => world.queue.drain(services),
  };
}
