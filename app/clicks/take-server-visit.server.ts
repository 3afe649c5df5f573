import { canonicalJsonOf } from "#app/kit/canonical-json.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import type { Services } from "#app/platform/services.server.ts";
import { customerKeyOf } from "#app/sales/customer-key.server.ts";
import { seeVisit } from "#app/shoppers/see-visit.server.ts";
import { signsOf, visitorKeyOf } from "#app/shoppers/signs-of.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { ToldVisit } from "./read-api-visit.ts";
import { findPartnershipOfClick, findVisit, insertVisit } from "./visit-store.server.ts";
import type { Visit } from "./visit.ts";

export interface TakenVisit {
  readonly id: string;
  readonly isReplay: boolean;
  /** What led to a partnership; null when nothing did. */
  readonly matchedBy: "click" | "code" | null;
}

/** Stores a visit that the brand's own server told. The same id with the same content is a replay; with other content it is refused. */
export async function takeServerVisit(
  services: Services,
  brandId: string,
  told: ToldVisit,
): Promise<Outcome<TakenVisit, "id-reused">> {
  return services.db.inBrand(brandId, async (tx) => {
    const { visit, matchedBy } = await placeVisit(services, tx, brandId, told);
    if (await insertVisit(tx, brandId, visit)) {
      const seen = { ...told, clickIds: told.clickId ? [told.clickId] : [], customerExternalId: null };
      await seeVisit(services, tx, brandId, visit.occurredAt, signsOf(services.keys, "", seen));
      return done({ id: visit.id, isReplay: false, matchedBy });
    }
    const stored = await findVisit(tx, brandId, visit.id);
    return stored && isSame(stored, visit) ? done({ id: visit.id, isReplay: true, matchedBy }) : refused("id-reused");
  });
}

async function placeVisit(
  services: Services,
  tx: Tx,
  brandId: string,
  told: ToldVisit,
): Promise<{ visit: Visit; matchedBy: TakenVisit["matchedBy"] }> {
  const { code, visitorId, customerEmail, customerEmailSha256, customerPhone, cartTokens: _carts, ...kept } = told;
  const codeKey = code === null ? null : normaliseCode(code);
  const byClick = told.clickId && (await findPartnershipOfClick(tx, brandId, told.clickId));
  const [owner] = codeKey === null ? [] : await findCodes(tx, brandId, [codeKey]);
  const partnershipId = byClick ?? owner?.partnershipId ?? null;
  return {
    matchedBy: byClick ? "click" : owner ? "code" : null,
    visit: {
      ...kept,
      codeKey,
      partnershipId,
      visitorKey: visitorId === null ? "" : visitorKeyOf(services.keys, visitorId),
      customerKey: customerKeyOf(services.keys, "", {
        ...{ customerEmail, customerEmailSha256, customerPhone, customerExternalId: null },
      }),
      source: "server",
    },
  };
}

/** The partnership may have become known in between. */
function isSame(stored: Visit, told: Visit): boolean {
  const text = ({ partnershipId: _found, ...visit }: Visit) => canonicalJsonOf({ ...visit, brandId: null });
  return text(stored) === text(told);
}
