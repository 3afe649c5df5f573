import { explainSale } from "#app/insights/explain-sale.server.ts";
import type { SaleExplanation } from "#app/insights/sale-explanation.ts";
import { isId } from "#app/kit/ids.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { AppealSide } from "./appeal.ts";
import { findAppeal, findBrandOfAppeal, type AppealRow } from "./appeal-store.server.ts";

/** An appeal with the sale it is about; null where there is none of this id. @param brandId undefined for finance, which works over all brands. */
export async function readAppeal(
  services: Services,
  appealId: string | undefined,
  side: AppealSide,
  brandId?: string,
): Promise<{ row: AppealRow; explanation: SaleExplanation | null } | null> {
  if (!isId(appealId)) return null;
  const owner = brandId ?? (await services.db.inPlatform((tx) => findBrandOfAppeal(tx, appealId)));
  if (owner === null) return null;
  const row = await services.db.inBrand(owner, (tx) => findAppeal(tx, owner, appealId));
  if (!row) return null;
  const explained = await explainSale(services, { saleId: row.saleId, brandId: owner, viewer: { kind: side } });
  return { row, explanation: explained.ok ? explained.value : null };
}
