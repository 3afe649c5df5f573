import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Checks a base64 HMAC-SHA256 of the raw body, as Shopify and WooCommerce sign. Both sides are compared in constant time.
 * Sources: https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook-to-ensure-its-coming-from-shopify,
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#webhook-properties
 *
 * @param signature The header as it came; null when it was missing.
 */
export function isBodySignedWith(secret: string, rawBody: Uint8Array, signature: string | null): boolean {
  if (!signature) return false;
  const expected = Buffer.from(createHmac("sha256", secret).update(rawBody).digest("base64"));
  const given = Buffer.from(signature.trim());
  return expected.length === given.length && timingSafeEqual(expected, given);
}
