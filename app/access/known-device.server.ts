import { timingSafeEqual } from "node:crypto";
import { randomToken } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";

/**
 * A device on which somebody has signed in before carries a cookie that proves it, for that e-mail only. It opens nothing: it only
 * keeps other people's wrong passwords from slowing its owner. After OWASP's protocol of device cookies.
 */
export function makeDeviceToken(services: Services, email: string): string {
  const nonce = randomToken();
  return `${nonce}.${seal(services, email, nonce)}`;
}

/** The device's own name when the token is genuine and of this e-mail; null otherwise. */
export function knownDevice(services: Services, email: string, token: string | null): string | null {
  const [nonce, given] = token?.split(".") ?? [];
  if (!nonce || !given) return null;
  const expected = Buffer.from(seal(services, email, nonce));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? nonce : null;
}

function seal(services: Services, email: string, nonce: string): string {
  return services.keys.keyedHash("known-device", `${nonce}:${email}`);
}
