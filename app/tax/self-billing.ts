import { z } from "zod";
import { isCountry } from "../kit/country.ts";
import { vatStandings, type Supplier } from "./invoice.ts";
import { faultOfVatId, normaliseTaxNumber } from "./tax-numbers.ts";

const MAX_LINE = 100;
const needed = (sentence: string) =>
  z.string({ error: sentence }).trim().min(1, sentence).max(MAX_LINE, `Keep this under ${MAX_LINE} characters.`);
const optional = z.string().trim().max(MAX_LINE, `Keep this under ${MAX_LINE} characters.`).optional();

/** Who somebody is on invoices. */
export const partyFields = {
  name: needed("Enter the name that stands on invoices."),
  street: needed("Enter street and number."),
  city: needed("Enter the city."),
  region: optional,
  postalCode: needed("Enter the postal code."),
  country: z.string({ error: "Choose a country." }).refine(isCountry, "Choose a country."),
  vatId: optional,
};

export const agreeToSelfBillingSchema = z
  .object({
    ...partyFields,
    vatStanding: z.enum(vatStandings, { error: "Choose how you stand towards VAT." }),
    agrees: z.literal("yes", { error: "Tick this to agree." }),
    password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(200),
  })
  .superRefine((form, context) => {
    if (form.vatStanding !== "registered") return;
    const fault = faultOfVatId(form.vatId ?? "", form.country);
    if (fault !== null) context.addIssue({ code: "custom", path: ["vatId"], message: fault });
  });

export type AgreeToSelfBilling = z.infer<typeof agreeToSelfBillingSchema>;

export function supplierOf(form: AgreeToSelfBilling): Supplier {
  const { name, street, city, postalCode, country, vatStanding } = form;
  const vatId = vatStanding === "registered" ? normaliseTaxNumber(form.vatId ?? "") : "";
  return { name, street, city, region: form.region ?? "", postalCode, country, vatId, vatStanding };
}
