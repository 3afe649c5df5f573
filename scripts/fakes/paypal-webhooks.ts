import { createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import { z } from "zod";
import type { FakeAnswer } from "./fake-provider.ts";

/** The webhook as it is configured at the stand-in. */
export const PAYPAL_FAKE_WEBHOOK_ID = "8PT597110X687430";
const SIGNING_SECRET = "stand-in-signing-secret-for-demo-and-tests";
const CERT_URL = "https://api.paypal.com/v1/notifications/certs/CERT-stand-in";

/** One delivery, as it goes over the wire. */
export interface PaypalDelivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs a delivery over what PayPal signs: https://developer.paypal.com/api/rest/webhooks/rest/#link-verifysignature */
export function signAsPaypal(body: string, transmissionId: string, at: Date): PaypalDelivery {
  const time = at.toISOString();
  return {
    body,
    headers: {
      "paypal-transmission-id": transmissionId,
      "paypal-transmission-time": time,
      "paypal-transmission-sig": signatureOf({ transmissionId, time, webhookId: PAYPAL_FAKE_WEBHOOK_ID, body }),
      "paypal-cert-url": CERT_URL,
      "paypal-auth-algo": "SHA256withRSA",
    },
  };
}

/** Hands each waiting delivery to the receiver, in order; what it takes with 2xx waits no more. Returns how many were taken. */
export async function deliverAll(
  waiting: PaypalDelivery[],
  receive: (delivery: PaypalDelivery) => Promise<number>,
): Promise<number> {
  let taken = 0;
  for (const delivery of [...waiting]) {
    const status = await receive(delivery);
    if (status < 200 || status > 299) continue;
    waiting.splice(waiting.indexOf(delivery), 1);
    taken += 1;
  }
  return taken;
}

interface Signed {
  readonly transmissionId: string;
  readonly time: string;
  readonly webhookId: string;
  readonly body: string;
}

function signatureOf({ transmissionId, time, webhookId, body }: Signed): string {
  const message = `${transmissionId}|${time}|${webhookId}|${crc32(body)}`;
  return createHmac("sha256", SIGNING_SECRET).update(message).digest("base64");
}

const verification = z.object({
  auth_algo: z.string().regex(/^[a-zA-Z0-9]+$/),
  cert_url: z.url(),
  transmission_id: z.string().min(1).max(50),
  transmission_sig: z.string().min(1).max(500),
  transmission_time: z.iso.datetime({ offset: true }),
  webhook_id: z.string().regex(/^[a-zA-Z0-9]+$/),
  webhook_event: z.object({}),
});

const EVENT_FIELD = '"webhook_event":';

/** `POST /v1/notifications/verify-webhook-signature`: counts on the very bytes of the event, so that whoever writes them anew fails. */
export function answerVerification(body: string): FakeAnswer {
  const asked = verification.safeParse(readJson(body));
  if (!asked.success) {
    return { status: 400, body: { name: "VALIDATION_ERROR", message: "Invalid data provided", debug_id: "stand-in" } };
  }
  const { transmission_id: transmissionId, transmission_time: time, webhook_id: webhookId } = asked.data;
  const event = body.slice(body.indexOf(EVENT_FIELD) + EVENT_FIELD.length, body.lastIndexOf("}"));
  const isOurs = webhookId === PAYPAL_FAKE_WEBHOOK_ID && asked.data.cert_url === CERT_URL;
  const isSigned =
    isOurs && signatureOf({ transmissionId, time, webhookId, body: event }) === asked.data.transmission_sig;
  return { status: 200, body: { verification_status: isSigned ? "SUCCESS" : "FAILURE" } };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
