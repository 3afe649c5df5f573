import { z } from "zod";
import { isInEu } from "../kit/country.ts";
import { partyFields } from "./self-billing.ts";
import { faultOfVatId } from "./tax-numbers.ts";

/** Who a brand is on the invoices that are written to it. */
export const brandInvoiceDetailsSchema = z.object(partyFields).superRefine((form, context) => {
  if ((form.vatId ?? "") === "") return;
  const fault = isInEu(form.country)
    ? faultOfVatId(form.vatId ?? "", form.country)
    : "Leave this empty: it is for VAT ids of the European Union.";
  if (fault !== null) context.addIssue({ code: "custom", path: ["vatId"], message: fault });
});

export type BrandInvoiceDetails = z.infer<typeof brandInvoiceDetailsSchema>;
