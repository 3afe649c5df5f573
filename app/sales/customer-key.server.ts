import { sha256, type Keys } from "#app/platform/keys.server.ts";
import { normalisePhone } from "./normalise-phone.ts";

const PURPOSE = "customer";

/** As a store names the buyer of an order. */
export interface NamedBuyer {
  readonly customerEmail: string | null;
  /** SHA-256 of the e-mail as `hashOfEmail` makes it, from brands that do not let e-mails leave their servers. */
  readonly customerEmailSha256?: string | null;
  readonly customerExternalId: string | null;
  /** As the buyer entered it. */
  readonly customerPhone?: string | null;
}

/** Keyed hashes of what names a buyer, each null where the store does not say it. */
export interface BuyerKeys {
  readonly email: string | null;
  readonly customer: string | null;
  readonly phone: string | null;
}

/**
 * The pseudonym of a buyer within Fairshare: a keyed hash of the e-mail (the same person in every store of the brand), else of the
 * store's own customer id, else of the phone. Null for an anonymous buyer. The e-mail itself is never stored. It is hashed twice, first
 * without a key, so that an e-mail and its SHA-256 lead to one customer.
 */
export function customerKeyOf(keys: Keys, storeId: string, buyer: NamedBuyer): string | null {
  return leadingKeyOf(buyerKeysOf(keys, storeId, buyer));
}

/** The one of a buyer's pseudonyms that stands for the customer, as `customerKeyOf` says. */
export function leadingKeyOf({ email, customer, phone }: BuyerKeys): string | null {
  return email ?? customer ?? phone;
}

/** All pseudonyms of a buyer: whoever shares one of them is the same person. */
export function buyerKeysOf(keys: Keys, storeId: string, buyer: NamedBuyer): BuyerKeys {
  const email = buyer.customerEmail?.trim();
  const emailSha256 = email ? hashOfEmail(email) : buyer.customerEmailSha256;
  const externalId = buyer.customerExternalId?.trim();
  const phone = normalisePhone(buyer.customerPhone ?? "");
  return {
    email: emailSha256 ? keys.keyedHash(PURPOSE, `email-sha256:${emailSha256}`) : null,
    customer: externalId ? keys.keyedHash(PURPOSE, `store:${storeId}:${externalId}`) : null,
    phone: phone ? keys.keyedHash(PURPOSE, `phone:${phone}`) : null,
  };
}

/** Without spaces around it and in lower case, as advertisers' networks ask for hashed e-mails too. */
function hashOfEmail(email: string): string {
  return sha256(email.trim().toLowerCase());
}
