import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { lockFunds } from "#app/billing/funds-store.server.ts";
import { done, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { BrandInvoiceDetails } from "./brand-invoice-details.ts";
import { findBrandInvoiceDetails, insertBrandInvoiceDetails } from "./self-billing-store.server.ts";
import { normaliseTaxNumber } from "./tax-numbers.ts";

/** Adds a version of who a brand is on invoices; those that were issued stay as they are. */
export async function saveBrandInvoiceDetails(
  services: Services,
  { brandId, userId, details }: { brandId: string; userId: string; details: BrandInvoiceDetails },
): Promise<Outcome<{ version: number }, never>> {
  return services.db.inBrand(brandId, async (tx) => {
    await lockFunds(tx, [brandId]);
    const version = ((await findBrandInvoiceDetails(tx, brandId))?.version ?? 0) + 1;
    const { name: legalName, street, city, postalCode, country } = details;
    await insertBrandInvoiceDetails(tx, {
      ...{ brandId, version, legalName, street, city, region: details.region ?? "", postalCode, country },
      vatId: normaliseTaxNumber(details.vatId ?? ""),
      createdBy: userId,
      createdAt: services.clock.now(),
    });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "invoice-details.saved",
      subjectId: brandId,
      detail: { version, country },
    });
    return done({ version });
  });
}
