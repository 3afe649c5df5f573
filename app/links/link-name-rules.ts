import { normaliseCode } from "./normalise-code.ts";

/** Why a slug or a code cannot be used as typed. */
export type NameRefusal = "too-short" | "too-long" | "not-allowed-characters" | "reserved";

export const MIN_SLUG_LENGTH = 3;
export const MAX_SLUG_LENGTH = 60;
export const MIN_CODE_LENGTH = 4;
/** What every shop accepts and a shopper can still type from memory. */
export const MAX_CODE_LENGTH = 20;

/** Slugs that would pass for a page of ours. */
const reservedSlugs: ReadonlySet<string> = new Set([
  "account", "admin", "api", "brand", "brands", "creator", "creators", "fairshare", "finance", "help", "home", "link",
  "login", "logout", "official", "password", "payout", "payouts", "privacy", "robots", "root", "sign-in", "sign-out",
  "sign-up", "staff", "static", "status", "support", "terms", "verify", "www",
]); // prettier-ignore

/** Codes that shops and shoppers use for something else, as keys. */
const reservedCodes: ReadonlySet<string> = new Set([
  "ADMIN", "CODE", "COUPON", "DISCOUNT", "FAIRSHARE", "FREE", "FREESHIP", "FREESHIPPING", "GIFT", "GIFTCARD", "NONE",
  "NULL", "PROMO", "REFUND", "SALE", "STAFF", "TEST", "UNDEFINED", "VOUCHER", "WELCOME",
]); // prettier-ignore

/** A slug as stored and matched: slugs are one in lower and upper case. */
export function normaliseSlug(slug: string): string {
  return slug.trim().toLowerCase();
}

/** Judges a normalised slug: lower-case letters and digits in words joined by single dashes. Null when it may be used. */
export function judgeSlug(slug: string): NameRefusal | null {
  if (slug.length < MIN_SLUG_LENGTH) return "too-short";
  if (slug.length > MAX_SLUG_LENGTH) return "too-long";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return "not-allowed-characters";
  return reservedSlugs.has(slug) ? "reserved" : null;
}

/** A code as shown: upper case, no spaces around. Dashes stay for the eye; the key ignores them. */
export function displayCode(code: string): string {
  return code.trim().normalize("NFKC").toUpperCase();
}

/** Judges a code as shown: letters and digits, at least one letter, dashes only between. Null when it may be used. */
export function judgeCode(code: string): NameRefusal | null {
  const key = normaliseCode(code);
  if (key.length < MIN_CODE_LENGTH) return "too-short";
  if (code.length > MAX_CODE_LENGTH) return "too-long";
  if (!/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(code) || !/[A-Z]/.test(code)) return "not-allowed-characters";
  return reservedCodes.has(key) ? "reserved" : null;
}
