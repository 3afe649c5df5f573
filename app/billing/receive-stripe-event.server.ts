import { z } from "zod";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { isSignedByStripe } from "#app/platform/stripe-signature.server.ts";
import { processStripeEventJob } from "./process-stripe-event.job.server.ts";
import { insertStripeEvent } from "./stripe-event-store.server.ts";
import { STRIPE_EVENT_PURPOSE } from "./stripe-event.ts";

const eventHead = z.object({ id: z.string().min(1).max(255), type: z.string().min(1).max(255) });

/**
 * Takes an event of the platform's own Stripe account: checked on the bytes as they came, stored once together with its job. Only after
 * this may Stripe be told 2xx. Rejects when it could not be stored.
 */
export async function receiveStripeEvent(
  services: Services,
  { rawBody, signature }: { readonly rawBody: Buffer; readonly signature: string | null },
): Promise<Outcome<"stored" | "known", "not-configured" | "bad-signature" | "malformed">> {
  const secrets = services.stripeWebhookSecrets;
  if (secrets.length === 0) return refused("not-configured");
  const now = services.clock.now();
  if (!secrets.some((secret) => isSignedByStripe(secret, rawBody, signature, now))) return refused("bad-signature");
  const body = rawBody.toString("utf8");
  const head = eventHead.safeParse(parseJson(body));
  if (!head.success) return refused("malformed");
  const { id, type } = head.data;
  const bodyEncrypted = services.keys.encrypt(STRIPE_EVENT_PURPOSE, body);
  const isNew = await services.db.inPlatform(async (tx) => {
    const isInserted = await insertStripeEvent(tx, { id, type, bodyEncrypted, receivedAt: now });
    if (isInserted) await services.queue.enqueue(tx, processStripeEventJob, { eventId: id });
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
