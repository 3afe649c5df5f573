import type { Services } from "#app/platform/services.server.ts";
import { followItem } from "./follow-item.server.ts";
import { PAYPAL_EVENT_PURPOSE, readPaypalSubject } from "./paypal-event.ts";
import { findPaypalEvent, savePaypalOutcome } from "./paypal-event-store.server.ts";

interface Processed {
  readonly status: "processed" | "ignored";
  readonly outcome: string;
}

/**
 * Acts on one event. What became of the item is asked at PayPal, and booked once whatever arrives, so that events may come twice, late or
 * out of order. What fails is noted on the event and thrown, so that the queue tries again.
 */
export async function processPaypalEvent(services: Services, eventId: string): Promise<void> {
  const event = await services.db.inPlatform((tx) => findPaypalEvent(tx, eventId));
  if (!event || event.status === "processed" || event.status === "ignored") return;
  const save = (outcome: Parameters<typeof savePaypalOutcome>[2]) =>
    services.db.inPlatform((tx) => savePaypalOutcome(tx, eventId, outcome));
  try {
    const body: unknown = JSON.parse(services.keys.decrypt(PAYPAL_EVENT_PURPOSE, event.bodyEncrypted));
    await save({ ...(await act(services, event.type, body)), processedAt: services.clock.now() });
  } catch (error) {
    const cause = error instanceof Error ? error.name : "unknown";
    services.log.error({ eventId, cause }, "an event of PayPal could not be processed");
    const outcome = `It could not be processed (${cause}) and is tried again by itself.`;
    await save({ status: "failed", outcome, processedAt: services.clock.now() });
    throw error;
  }
}

async function act(services: Services, type: string, body: unknown): Promise<Processed> {
  const subject = readPaypalSubject(type, body);
  if (subject === null) return { status: "ignored", outcome: "It is not written as PayPal writes this type of event." };
  if (subject.kind === "other") return { status: "ignored", outcome: `Nothing follows from ${type}.` };
  switch (await followItem(services, subject.itemId)) {
    case "unknown-item":
      return { status: "ignored", outcome: "This payment is none of ours." };
    case "waiting":
      return { status: "processed", outcome: "The payment is still on its way." };
    case "settled":
      return { status: "processed", outcome: "The payout has arrived." };
    case "returned":
      return { status: "processed", outcome: "The payout came back." };
    case "other-amount":
      return { status: "processed", outcome: "PayPal names another amount than was sent: a person has to look." };
    case "disagrees":
      return { status: "processed", outcome: "The payout came back before: a person has to look." };
  }
}
