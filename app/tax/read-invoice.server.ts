import type { Services } from "#app/platform/services.server.ts";
import type { InvoiceContent } from "./invoice.ts";
import { findOwnInvoice } from "./self-billing-store.server.ts";
import { openInvoice } from "./tax-secrets.server.ts";

/** One of a creator's own papers as it was issued; null for anybody else's. */
export async function readOwnInvoice(
  services: Services,
  creatorId: string,
  invoiceId: string,
): Promise<InvoiceContent | null> {
  const row = await services.db.inPlatform((tx) => findOwnInvoice(tx, creatorId, invoiceId));
  return row ? (JSON.parse(openInvoice(services, row.contentEncrypted)) as InvoiceContent) : null;
}
