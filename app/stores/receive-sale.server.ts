import type { Tx } from "#db/client.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findInboxEvent, type KnownEvent } from "./inbox-store.server.ts";
import { processInboxEvent } from "./process-inbox-event.server.ts";
import { readStoreEvents, type API_REFUND_TOPIC, type API_SALE_TOPIC } from "./read-store-events.ts";
import { receiveEvent } from "./receive-event.server.ts";
import type { FieldProblem } from "./reading.ts";
import { findSaleStanding } from "./sale-standing-store.server.ts";
import type { SettledEvent } from "./settle-events.server.ts";
import { findStoreOfKind } from "./store-records-store.server.ts";
import type { Store } from "./store.ts";
import { EventTakenError, takeEvents } from "./take-events.server.ts";

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

type Received = Outcome<ApiAnswer, ApiRefusal> & { readonly problems?: readonly FieldProblem[] };

/**
 * Takes a sale or refund from the API: stored in the inbox under the caller's key and processed at once, in one transaction. What is malformed
 * is refused before it is stored. Should processing fail, the event is stored all the same, and its job finishes it.
 */
export async function receiveSale(services: Services, call: ApiCall): Promise<Received> {
  const { brandId, topic, body } = call;
  const key = call.idempotencyKey?.trim() ?? "";
  if (key === "" || key.length > MAX_KEY_LENGTH) return refused("missing-key");
  const arrived = { topic, deliveryKey: key, body, headers: {} };
  const receivedAt = services.clock.now();
  const reading = readStoreEvents("api", { topic, body, headers: {}, receivedAt });
  let found: Store | null = null;
  try {
    const answer = await services.db.inBrand(brandId, async (tx): Promise<Received | KnownEvent> => {
      const store = await findStoreOfKind(tx, brandId, "api");
      if (!store) return refused("no-api-store");
      if (!reading.ok) return { ...refused("malformed"), problems: reading.problems };
      found = store;
      const [taken] = await takeEvents(services, tx, store, [{ ...arrived, facts: reading.value }], receivedAt);
      if (!taken) throw new Error("An event was handed in, and nothing became of it.");
      if (taken.isNew) return done(await answerOf(tx, store, taken.settled));
      return taken.isSameBody ? taken.known : refused("key-reused");
    });
    if ("ok" in answer) return answer;
    return await answerReplay(services, brandId, answer);
  } catch (error) {
    if (found === null) throw error;
    // What was told must not be lost because we could not make something of it at once.
    const receipt = await receiveEvent(services, found, arrived);
    if (!receipt.isSameBody) return refused("key-reused");
    if (!(error instanceof EventTakenError)) throw error;
    return answerReplay(services, brandId, { id: receipt.eventId });
  }
}

async function answerOf(tx: Tx, store: Store, settled: SettledEvent): Promise<ApiAnswer> {
  const externalId = settled.externalOrderId ?? "";
  const { saleId, status, outcome: sentence } = settled;
  if (settled.attribution !== null) {
    return { isReplay: false, saleId, externalId, status, sentence, attribution: settled.attribution };
  }
  const sale = await findSaleStanding(tx, store.brandId, store.id, externalId);
  const attribution = sale?.decision?.sentence ?? null;
  return { isReplay: false, saleId: sale?.id ?? null, externalId, status, sentence, attribution };
}

/** The same answer again. An event that was interrupted the first time is finished first. */
async function answerReplay(
  services: Services,
  brandId: string,
  { id: eventId }: Pick<KnownEvent, "id">,
): Promise<Received> {
  await processInboxEvent(services, brandId, eventId);
  return services.db.inBrand(brandId, async (tx) => {
    const event = await findInboxEvent(tx, brandId, eventId);
    const externalId = event?.externalOrderId ?? "";
    const sale = event ? await findSaleStanding(tx, brandId, event.storeId, externalId) : null;
    return done({
      isReplay: true,
      saleId: sale?.id ?? null,
      externalId,
      status: event?.status ?? "received",
      sentence: event?.outcome ?? "",
      attribution: sale?.decision?.sentence ?? null,
    });
  });
}
