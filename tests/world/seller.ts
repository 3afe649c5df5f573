import type { Seller } from "#app/platform/seller.ts";

/** The platform where a story has one that is registered for VAT in Germany. */
export const fairshareOfBerlin: Seller = {
  ...{ name: "Fairshare GmbH", street: "Marktplatz 1", city: "Berlin", region: "", postalCode: "10115" },
  ...{ country: "DE", vatId: "DE123456789", registration: "HRB 12345 B, Amtsgericht Charlottenburg" },
};
