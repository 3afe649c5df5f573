import type { Services } from "#app/platform/services.server.ts";
import { findBrandBySlug } from "./brand-books-store.server.ts";

/** The brand whose books an address of finance is about. Throws a 404 where there is none. */
export async function brandOfAddress(services: Services, slug = "") {
  const brand = await services.db.inPlatform((tx) => findBrandBySlug(tx, slug));
  if (brand) return brand;
  const sentence = "There is no brand at this address. Open the ledger and choose one from its list.";
  throw new Response(sentence, { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
