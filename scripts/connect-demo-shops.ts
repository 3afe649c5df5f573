import type { Services } from "#app/platform/services.server.ts";
import { saveCredentials } from "#app/stores/save-credentials.server.ts";
import { takesCodes, type CredentialKind, type StoreCredentials } from "#app/stores/store-credentials.ts";
import type { StoreKind } from "#app/stores/store.ts";
import { CommandError } from "./command.ts";
import { SHOPIFY_FAKE_TOKEN } from "./fakes/shopify-fake.ts";
import { STRIPE_FAKE_KEY } from "./fakes/stripe-fake.ts";
import { WOOCOMMERCE_FAKE_KEY, WOOCOMMERCE_FAKE_SECRET } from "./fakes/woocommerce-fake.ts";

/** What signs in to each stand-in. */
const standInCredentials: Readonly<Record<CredentialKind, StoreCredentials>> = {
  shopify: { accessToken: SHOPIFY_FAKE_TOKEN },
  stripe: { secretKey: STRIPE_FAKE_KEY },
  woocommerce: { consumerKey: WOOCOMMERCE_FAKE_KEY, consumerSecret: WOOCOMMERCE_FAKE_SECRET },
};

interface DemoStore {
  readonly brand_id: string;
  readonly id: string;
  readonly kind: StoreKind;
  readonly owner_id: string;
}

/** Lets the demo's stores bring codes into the stand-ins. The jobs of the running server then make them there. */
export async function connectDemoShops(services: Services): Promise<void> {
  const stores = await services.db.sql<DemoStore[]>`
    select stores.brand_id, stores.id, stores.kind, members.user_id as owner_id
    from stores join brand_members as members on members.brand_id = stores.brand_id and members.role = 'owner'
    where stores.disconnected_at is null`;
  for (const { brand_id: brandId, id: storeId, kind, owner_id: userId } of stores) {
    if (!takesCodes(kind) || !services.codeStores.isTestMode(kind)) continue;
    const credentials = standInCredentials[kind];
    const saved = await saveCredentials(services, { brandId, userId, storeId, credentials });
    if (!saved.ok)
      throw new CommandError(`The demo's ${kind} store was not connected: ${saved.detail ?? saved.refusal}`);
  }
}
