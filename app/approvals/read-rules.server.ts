import type { Services } from "#app/platform/services.server.ts";
import { findRotatesLeakedCodes } from "#app/risk/risk-store.server.ts";
import { findBrandName, listBrandNames, listCurrencies, listRulesInForce } from "./approval-store.server.ts";

/** The rules of a scope (null for the platform's default) with the currencies to choose from. */
export function readRules(services: Services, brandId: string | null) {
  return services.db.inPlatform(async (tx) => ({
    rules: await listRulesInForce(tx, brandId),
    currencies: await listCurrencies(tx, brandId),
    brands: await listBrandNames(tx),
    brandName: brandId === null ? null : await findBrandName(tx, brandId),
    rotatesLeakedCodes: brandId === null ? null : await findRotatesLeakedCodes(tx, brandId),
  }));
}
