import { isId } from "#app/kit/ids.ts";
import { sha256, type Keys } from "#app/platform/keys.server.ts";
import { buyerKeysOf, leadingKeyOf, type NamedBuyer } from "#app/sales/customer-key.server.ts";
import type { Sign, SignKind } from "./sign.ts";

/** What an order or a visit says about who the shopper was, before it is hashed. */
export interface SeenShopper extends NamedBuyer {
  readonly cartTokens?: readonly string[] | undefined;
  readonly visitorId?: string | null | undefined;
  readonly clickIds: readonly string[];
}

/** The most signs of one kind that one order or visit is believed. */
const MAX_OF_A_KIND = 20;

/** The signs of an order or a visit: nothing but keyed hashes and ids of clicks, each once. */
export function signsOf(keys: Keys, storeId: string, seen: SeenShopper): Sign[] {
  const buyer = buyerKeysOf(keys, storeId, seen);
  const signs = (kind: SignKind, found: readonly (string | null)[]): Sign[] =>
    [...new Set(found.filter((key) => key !== null))].slice(0, MAX_OF_A_KIND).map((key) => ({ kind, key }));
  return [
    ...signs("email", [buyer.email]),
    ...signs("phone", [buyer.phone]),
    ...signs("customer", [buyer.customer]),
    ...signs("visitor", [seen.visitorId ? visitorKeyOf(keys, seen.visitorId) : null]),
    ...signs(
      "cart",
      (seen.cartTokens ?? []).map((token) => keys.keyedHash("cart-token", token)),
    ),
    ...signs(
      "click",
      seen.clickIds.map((id) => id.trim().toLowerCase()).filter((id) => isId(id)),
    ),
  ];
}

/** The pseudonym of the buyer, as `customerKeyOf` makes it, where the signs of the order are known. */
export function customerKeyAmong(signs: readonly Sign[]): string | null {
  const keyOf = (wanted: SignKind) => signs.find(({ kind }) => kind === wanted)?.key ?? null;
  return leadingKeyOf({ email: keyOf("email"), customer: keyOf("customer"), phone: keyOf("phone") });
}

/** The pseudonym of a browser, as visits are stored with it. */
export function visitorKeyOf(keys: Keys, visitorId: string): string {
  return keys.keyedHash("visit-visitor", visitorId);
}

/**
 * The id under which a brand's visits with the same signs on one day (UTC) are one sighting: a browser that comes every hour tells nothing
 * new. Migration 0007 makes the same ids for earlier visits.
 */
export function visitSightingId(brandId: string, signs: readonly Sign[], seenAt: Date): string {
  const keys = signs.map(({ key }) => key).sort();
  const digits = sha256([brandId, seenAt.toISOString().slice(0, 10), ...keys].join(" ")).slice(0, 32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
