import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findInboxEvent } from "./inbox-store.server.ts";
import { processInboxEvent } from "./process-inbox-event.server.ts";
import { readStoreEvents, type API_REFUND_TOPIC, type API_SALE_TOPIC } from "./read-store-events.ts";
import { receiveEvent } from "./receive-event.server.ts";
import type { FieldProblem } from "./reading.ts";
import { findSaleStanding } from "./sale-standing-store.server.ts";
import { findStoreOfKind } from "./store-records-store.server.ts";

/** The answer to a call of the API; a replay gets the same one. */
export interface ApiAnswer {
  readonly isReplay: boolean;
  /** Null while the sale is not known, such as for a refund that came before it. */
  readonly saleId: string | null;
  readonly externalId: string;
  readonly status: string;
  /** What became of the call. */
  readonly sentence: string;
  /** Who is credited and why, in one sentence; null while the sale is not known. */
  readonly attribution: string | null;
}

export type ApiRefusal = "no-api-store" | "missing-key" | "key-reused" | "malformed";

const MAX_KEY_LENGTH = 200;

export interface ApiCall {
  readonly brandId: string;
  readonly topic: typeof API_SALE_TOPIC | typeof API_REFUND_TOPIC;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
  readonly body: string;
}

/**
 * Takes a sale or refund from the API: stored in the inbox under the caller's key, then processed at once. What is malformed is refused
 * before it is stored. Should processing be interrupted, the event's job finishes it.
 */
export async function receiveSale(
  services: Services,
  call: ApiCall,
): Promise<Outcome<ApiAnswer, ApiRefusal> & { readonly problems?: readonly FieldProblem[] }> {
  const { brandId, topic, body } = call;
  const key = call.idempotencyKey?.trim() ?? "";
  if (key === "" || key.length > MAX_KEY_LENGTH) return refused("missing-key");
  const store = await services.db.inBrand(brandId, (tx) => findStoreOfKind(tx, brandId, "api"));
  if (!store) return refused("no-api-store");
  const reading = readStoreEvents("api", { topic, body, headers: {}, receivedAt: services.clock.now() });
  if (!reading.ok) return { ...refused("malformed"), problems: reading.problems };
  const receipt = await receiveEvent(services, store, { topic, deliveryKey: key, body, headers: {} });
  if (!receipt.isSameBody) return refused("key-reused");
  await processInboxEvent(services, brandId, receipt.eventId);
  return services.db.inBrand(brandId, async (tx) => {
    const event = await findInboxEvent(tx, brandId, receipt.eventId);
    const externalId = event?.externalOrderId ?? "";
    const sale = await findSaleStanding(tx, brandId, store.id, externalId);
    return done({
      isReplay: !receipt.isNew,
      saleId: sale?.id ?? null,
      externalId,
      status: event?.status ?? "received",
      sentence: event?.outcome ?? "",
      attribution: sale?.decision?.sentence ?? null,
    });
  });
}
