import type { Services } from "#app/platform/services.server.ts";
import type { Supplier } from "./invoice.ts";
import type { TaxDeclaration } from "./tax-form.ts";

type Sealing = Pick<Services, "keys">;

export function sealDeclaration({ keys }: Sealing, declaration: TaxDeclaration): string {
  return keys.encrypt("tax-declaration", JSON.stringify(declaration));
}

/** Throws when the text was altered. For its owner's own form and for filing, never for a log. */
export function openDeclaration({ keys }: Sealing, sealed: string): TaxDeclaration {
  return JSON.parse(keys.decrypt("tax-declaration", sealed)) as TaxDeclaration;
}

export function sealSupplier({ keys }: Sealing, supplier: Supplier): string {
  return keys.encrypt("invoice-supplier", JSON.stringify(supplier));
}

/** Throws when the text was altered. */
export function openSupplier({ keys }: Sealing, sealed: string): Supplier {
  return JSON.parse(keys.decrypt("invoice-supplier", sealed)) as Supplier;
}

/** The text of an invoice as it was issued. */
export function sealInvoice({ keys }: Sealing, text: string): string {
  return keys.encrypt("self-billing-invoice", text);
}

/** Throws when the text was altered. */
export function openInvoice({ keys }: Sealing, sealed: string): string {
  return keys.decrypt("self-billing-invoice", sealed);
}
