import type { Keys } from "#app/platform/keys.server.ts";

const PURPOSE = "customer";

/**
 * The pseudonym of a buyer within Fairshare: a keyed hash of the e-mail (the same person in every store of the brand), else of the
 * store's own customer id. Null for an anonymous buyer. The e-mail itself is never stored.
 */
export function customerKeyOf(
  keys: Keys,
  storeId: string,
  buyer: { readonly customerEmail: string | null; readonly customerExternalId: string | null },
): string | null {
  const email = buyer.customerEmail?.trim().toLowerCase();
  if (email) return keys.keyedHash(PURPOSE, `email:${email}`);
  const externalId = buyer.customerExternalId?.trim();
  return externalId ? keys.keyedHash(PURPOSE, `store:${storeId}:${externalId}`) : null;
}
