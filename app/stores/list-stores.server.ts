import type { Services } from "#app/platform/services.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { addDays } from "#app/kit/clock.ts";
import { isId } from "#app/kit/ids.ts";
import { countStandings } from "#app/links/code-list-store.server.ts";
import { countFoundByPolling, listRecentEvents } from "./inbox-store.server.ts";
import { listFiles, type ListedFile } from "./order-files-store.server.ts";
import { findStore, listStores } from "./store-records-store.server.ts";
import type { InboxEvent, Store } from "./store.ts";

/** A store as screens may see it: without its secrets. */
export type ShownStore = Omit<
  Store,
  "brandId" | "secretEncrypted" | "apiCredentialsEncrypted" | "polledUntil" | "pollFailures"
> & {
  /** Whether we bring codes into it. */
  readonly keepsCodes: boolean;
};
export type ShownEvent = Pick<
  InboxEvent,
  "id" | "topic" | "receivedAt" | "status" | "outcome" | "externalOrderId" | "attempts"
>;

const SHOWN_EVENTS = 50;
const SHOWN_FILES = 25;
/** How far back "found by asking" is counted. */
export const FOUND_DAYS = 30;

interface ShownDetails {
  readonly store: ShownStore;
  readonly events: ShownEvent[];
  readonly codeCounts: Record<string, number>;
  /** The newest files, for a store that takes them. */
  readonly files: ListedFile[];
  /** Orders and changes of the last days that only asking the shop brought. */
  readonly foundByPolling: number;
}

/** The stores of a brand, connected ones first. */
export async function listStoresOfBrand(services: Services, brandId: string): Promise<ShownStore[]> {
  const stores = await services.db.inBrand(brandId, (tx) => listStores(tx, brandId));
  return stores.map(toShown);
}

/** One store with its newest events, and how many of its codes are in which state. */
export async function showStore(
  services: Services,
  brandId: string,
  storeId: string,
): Promise<Outcome<ShownDetails, "unknown-store">> {
  if (!isId(storeId)) return refused("unknown-store");
  return services.db.inBrand(brandId, async (tx) => {
    const store = await findStore(tx, brandId, storeId);
    if (!store) return refused("unknown-store");
    return done({
      store: toShown(store),
      events: await listRecentEvents(tx, brandId, storeId, SHOWN_EVENTS),
      codeCounts: await countStandings(tx, brandId, storeId),
      files: store.kind === "csv" ? await listFiles(tx, brandId, storeId, SHOWN_FILES) : [],
      foundByPolling: await countFoundByPolling(tx, brandId, storeId, addDays(services.clock.now(), -FOUND_DAYS)),
    });
  });
}

function toShown(store: Store): ShownStore {
  const {
    id,
    kind,
    name,
    address,
    createdAt,
    disconnectedAt,
    lastEventAt,
    lastFailureAt,
    lastFailure,
    failuresSinceLastEvent,
    polledAt,
    pollAfter,
    pollTrouble,
    apiCredentialsEncrypted,
  } = store;
  return {
    id,
    kind,
    name,
    address,
    createdAt,
    disconnectedAt,
    lastEventAt,
    lastFailureAt,
    lastFailure,
    failuresSinceLastEvent,
    polledAt,
    pollAfter,
    pollTrouble,
    keepsCodes: apiCredentialsEncrypted !== null,
  };
}
