import { z } from "zod";
import type { Clock } from "#app/kit/clock.ts";
import { openPaypal, type PaypalAccess } from "./paypal-request.server.ts";
import type { PaypalEvents, PaypalSignature } from "./paypal-events.ts";
import { itemShape } from "./paypal-shapes.ts";
import { readItem } from "./read-paypal-item.ts";

/** Lengths and patterns of the documented request, so that a stranger's delivery is refused without asking PayPal. */
const signatureShape = z.object({
  transmissionId: z.string().regex(/^[\w-]{1,50}$/),
  transmissionTime: z.iso.datetime({ offset: true }),
  transmissionSig: z.string().min(1).max(500),
  certUrl: z.string().max(500).refine(isOfPaypal),
  authAlgo: z.string().regex(/^[a-zA-Z0-9]{1,100}$/),
});

const verdictShape = z.object({ verification_status: z.string() });

/**
 * Verifies deliveries by asking PayPal at our own configured address, so that no certificate is fetched from an address that a delivery
 * names: https://developer.paypal.com/api/webhooks/v1/verify-webhook-signature-post
 */
export function paypalEvents(access: PaypalAccess, webhookId: string, clock: Clock): PaypalEvents {
  const paypal = openPaypal(access, clock);
  return {
    async judge(rawBody, signature) {
      if (!signatureShape.safeParse(signature).success) return "forged";
      const path = "/v1/notifications/verify-webhook-signature";
      const answer = await paypal.ask("POST", path, verificationOf(rawBody, signature, webhookId));
      if (answer.kind === "unknown") return "unknown";
      // PayPal refuses to look at what cannot be its own.
      if (answer.status === 400 || answer.status === 422) return "forged";
      const verdict = verdictShape.safeParse(answer.content);
      if (answer.status >= 300 || !verdict.success) return "unknown";
      return verdict.data.verification_status === "SUCCESS" ? "genuine" : "forged";
    },
    async readItem(itemId) {
      const answer = await paypal.ask("GET", `/v1/payments/payouts-item/${encodeURIComponent(itemId)}`);
      if (answer.kind === "unknown") return answer;
      if (answer.status === 404) return { kind: "not-found" };
      const item = itemShape.safeParse(answer.content);
      if (answer.status >= 300 || !item.success) {
        return { kind: "unknown", problem: `PayPal answered ${answer.status} with something we do not know.` };
      }
      return { kind: "found", item: readItem(item.data) };
    },
  };
}

/** The event goes as the bytes that were signed: written anew by a JSON writer they would be others. The caller knows that they are JSON. */
function verificationOf(rawBody: string, signature: PaypalSignature, webhookId: string): string {
  const fields = JSON.stringify({
    auth_algo: signature.authAlgo,
    cert_url: signature.certUrl,
    transmission_id: signature.transmissionId,
    transmission_sig: signature.transmissionSig,
    transmission_time: signature.transmissionTime,
    webhook_id: webhookId,
  });
  return `${fields.slice(0, -1)},"webhook_event":${rawBody}}`;
}

function isOfPaypal(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" && (hostname === "paypal.com" || hostname.endsWith(".paypal.com"));
}
