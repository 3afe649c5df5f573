import { timingSafeEqual } from "node:crypto";
import type { Keys } from "#app/platform/keys.server.ts";

/**
 * A creator who tries their own link, or somebody of the brand, is no shopper. The redirect cannot ask the database who is signed in,
 * so signing in leaves a cookie that names, signed, what the person belongs to: ids that mean nothing outside, no name, no e-mail.
 * It opens nothing: whoever copies it only stops their own clicks from counting.
 */
const OWN_COOKIE = "fs_own";

/** As long as a browser keeps a cookie (RFC 6265bis, 5.5): who we are outlives a session. */
const OWN_COOKIE_SECONDS = 400 * 86_400;

/** A cookie holds 4,096 bytes. Somebody of more brands than these has their clicks counted for the rest. */
const MOST_BRANDS = 80;

const HASH_PURPOSE = "own-people";

/** What a person belongs to. */
export interface Belongings {
  readonly creatorId: string | null;
  readonly brandIds: readonly string[];
}

/** The Set-Cookie that says to whom the person of this browser belongs; for null the one that takes it back. */
export function writeOwnCookie(keys: Keys, belongings: Belongings | null, isSecure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  if (belongings === null) return `${OWN_COOKIE}=; Max-Age=0; ${attributes}`;
  const ids = [belongings.creatorId ?? "", ...belongings.brandIds.slice(0, MOST_BRANDS)].join(".");
  return `${OWN_COOKIE}=${ids}~${keys.keyedHash(HASH_PURPOSE, ids)}; Max-Age=${OWN_COOKIE_SECONDS}; ${attributes}`;
}

const ownPattern = /(?:^|;)\s*fs_own=([0-9a-f.-]{1,3200})~([0-9a-f]{64})\s*(?:;|$)/;

/** True when the browser is of the link's creator or of somebody of its brand. Without the cookie it costs one search of a text. */
export function isOwnPeople(
  cookieHeader: string | undefined,
  target: { readonly brandId: string; readonly creatorId: string },
  keys: Keys,
): boolean {
  if (cookieHeader === undefined || !cookieHeader.includes(OWN_COOKIE)) return false;
  const [, ids, signature] = ownPattern.exec(cookieHeader) ?? [];
  if (ids === undefined || signature === undefined) return false;
  const [creatorId, ...brandIds] = ids.split(".");
  if (creatorId !== target.creatorId && !brandIds.includes(target.brandId)) return false;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(keys.keyedHash(HASH_PURPOSE, ids)));
}
