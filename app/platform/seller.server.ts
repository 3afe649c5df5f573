import type { Environment } from "./env.server.ts";
import type { Seller } from "./seller.ts";

/** Nobody's: the VAT id is shaped like a German one and was never given out. */
const demoSeller: Seller = {
  ...{ name: "Fairshare Demo GmbH", street: "Musterallee 1", city: "Berlin", region: "", postalCode: "10115" },
  ...{ country: "DE", vatId: "DE000000000", registration: "HRB 0, Amtsgericht Charlottenburg" },
};

/** Who the platform is on invoices, or an example in the demo; null when name, address or country is missing. */
export function sellerOf(environment: Environment): Seller | null {
  const { SELLER_NAME: name, SELLER_STREET: street, SELLER_CITY: city, SELLER_POSTAL_CODE: postalCode } = environment;
  const { SELLER_COUNTRY: country, SELLER_VAT_ID: vatId = "", SELLER_REGISTRATION: registration = "" } = environment;
  if (name && street && city && postalCode && country)
    return { name, street, city, region: "", postalCode, country, vatId, registration };
  return environment.DEMO === "on" ? demoSeller : null;
}
