import { explainSale } from "#app/insights/explain-sale.server.ts";
import type { SaleExplanation } from "#app/insights/sale-explanation.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findSalesOfNumber, listPartnershipsOf } from "./asked-sale-store.server.ts";
import { findInquiry } from "./inquiry-store.server.ts";

/** An inquiry with all that the brand needs to answer it; null when the brand has none of this id. */
export interface InquiryFacts extends NonNullable<Awaited<ReturnType<typeof findInquiry>>> {
  /** Under which campaigns the sale may be credited, the latest first. */
  readonly partnerships: readonly { readonly id: string; readonly campaignName: string }[];
  /** The sale as the brand sees it; null while no store has told of it. */
  readonly explanation: SaleExplanation | null;
}

export async function readInquiry(
  services: Services,
  brandId: string,
  inquiryId: string,
): Promise<InquiryFacts | null> {
  const read = await services.db.inBrand(brandId, async (tx) => {
    const found = await findInquiry(tx, brandId, inquiryId);
    if (!found) return null;
    const { creatorId, saleId, orderKey } = found.inquiry;
    return {
      ...found,
      partnerships: await listPartnershipsOf(tx, brandId, creatorId),
      // The order may have arrived since the creator asked.
      saleId: saleId ?? (await findSalesOfNumber(tx, [brandId], orderKey))[0]?.id ?? null,
    };
  });
  if (!read) return null;
  const { saleId, ...facts } = read;
  const explained =
    saleId === null ? null : await explainSale(services, { saleId, brandId, viewer: { kind: "brand" } });
  return { ...facts, explanation: explained?.ok ? explained.value : null };
}
