import Stripe from "stripe";

/** How old a signature may be before it could be a replay: https://docs.stripe.com/webhooks#replay-attacks */
export const STRIPE_TOLERANCE_SECONDS = 300;

const MS_PER_SECOND = 1000;

/**
 * Checks Stripe's signature over `t.rawbody`: made with this secret, and no further than the tolerance from `now`, in either direction.
 *
 * @param signature The header `Stripe-Signature` as it came; null when it was missing.
 */
export function isSignedByStripe(secret: string, rawBody: Uint8Array, signature: string | null, now: Date): boolean {
  const payload = decodeExactly(rawBody);
  const signedAtSeconds = readSignedAtSeconds(signature ?? "");
  if (payload === null || signature === null || signedAtSeconds === null) return false;
  // The library refuses what is too old; a time far ahead of ours would stay valid for longer than the tolerance.
  if (signedAtSeconds - now.getTime() / MS_PER_SECOND > STRIPE_TOLERANCE_SECONDS) return false;
  if (!Stripe.webhooks.signature) throw new Error("The stripe package offers no signature check.");
  try {
    return Stripe.webhooks.signature.verifyHeader(
      payload,
      signature,
      secret,
      STRIPE_TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

/** The one `t=` of the header; null when there is none, or several to choose from. */
function readSignedAtSeconds(signature: string): number | null {
  const times = signature.split(",").filter((part) => part.startsWith("t="));
  const digits = times.length === 1 ? /^t=(\d{1,12})$/.exec(times[0] ?? "")?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
}

/** The library would decode leniently, so that different bytes could pass as one text: only exact UTF-8 is taken. */
function decodeExactly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The header `Stripe-Signature` as Stripe itself would make it at an instant: what the stand-in for Stripe signs with. */
export function signAsStripe(secret: string, payload: string, at: Date): string {
  const timestamp = Math.floor(at.getTime() / MS_PER_SECOND);
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}
