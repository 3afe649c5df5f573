import { sha256, type Keys } from "#app/platform/keys.server.ts";

const PURPOSE = "customer";

/** As a store names the buyer of an order. */
export interface NamedBuyer {
  readonly customerEmail: string | null;
  /** SHA-256 of the e-mail as `hashOfEmail` makes it, from brands that do not let e-mails leave their servers. */
  readonly customerEmailSha256?: string | null;
  readonly customerExternalId: string | null;
}

/**
 * The pseudonym of a buyer within Fairshare: a keyed hash of the e-mail (the same person in every store of the brand), else of the
 * store's own customer id. Null for an anonymous buyer. The e-mail itself is never stored. It is hashed twice, first without a key,
 * so that an e-mail and its SHA-256 lead to one customer.
 */
export function customerKeyOf(keys: Keys, storeId: string, buyer: NamedBuyer): string | null {
  const email = buyer.customerEmail?.trim();
  const emailSha256 = email ? hashOfEmail(email) : buyer.customerEmailSha256;
  if (emailSha256) return keys.keyedHash(PURPOSE, `email-sha256:${emailSha256}`);
  const externalId = buyer.customerExternalId?.trim();
  return externalId ? keys.keyedHash(PURPOSE, `store:${storeId}:${externalId}`) : null;
}

/** Without spaces around it and in lower case, as advertisers' networks ask for hashed e-mails too. */
function hashOfEmail(email: string): string {
  return sha256(email.trim().toLowerCase());
}
