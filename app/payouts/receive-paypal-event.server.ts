import { z } from "zod";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { PaypalSignature } from "#app/platform/api-rails/paypal-events.ts";
import type { Services } from "#app/platform/services.server.ts";
import { insertPaypalEvent } from "./paypal-event-store.server.ts";
import { PAYPAL_EVENT_PURPOSE } from "./paypal-event.ts";
import { processPaypalEventJob } from "./process-paypal-event.job.server.ts";

const eventHead = z.object({ id: z.string().min(1).max(255), event_type: z.string().min(1).max(255) });

/**
 * Takes an event of PayPal: PayPal itself says whether it sent these bytes, then they are stored once together with their job. Only after
 * this may PayPal be told 2xx. Rejects when it could not be stored.
 */
export async function receivePaypalEvent(
  services: Services,
  { rawBody, signature }: { readonly rawBody: Buffer; readonly signature: PaypalSignature | null },
): Promise<Outcome<"stored" | "known", "not-configured" | "bad-signature" | "malformed" | "not-verified">> {
  const { paypalEvents } = services;
  if (paypalEvents === null) return refused("not-configured");
  if (signature === null) return refused("bad-signature");
  const body = rawBody.toString("utf8");
  const head = eventHead.safeParse(parseJson(body));
  if (!head.success) return refused("malformed");
  const verdict = await paypalEvents.judge(body, signature);
  if (verdict === "forged") return refused("bad-signature");
  if (verdict === "unknown") return refused("not-verified");
  const { id, event_type: type } = head.data;
  const bodyEncrypted = services.keys.encrypt(PAYPAL_EVENT_PURPOSE, body);
  const isNew = await services.db.inPlatform(async (tx) => {
    const receivedAt = services.clock.now();
    const isInserted = await insertPaypalEvent(tx, { id, type, bodyEncrypted, receivedAt });
    if (isInserted) await services.queue.enqueue(tx, processPaypalEventJob, { eventId: id });
    return isInserted;
  });
  return done(isNew ? "stored" : "known");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
