import type { Tx } from "#db/client.server.ts";
import { MAX_CLICK_IDS, MAX_CODES } from "#app/attribution/attribute-sale.server.ts";
import { MAX_CHECKOUT_MINUTES } from "#app/attribution/attribution-store.server.ts";
import type { ClickEvidence, CodeEvidence } from "#app/attribution/sale-evidence.ts";
import { addMinutes } from "#app/kit/clock.ts";
import { isId } from "#app/kit/ids.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import type { SaleLineRecord } from "#app/sales/sale-record.ts";
import type { PolicyTraits } from "./replayed-sale-store.server.ts";
import type { ReplayedSale } from "./replayed-sale.ts";
import type { Roster } from "./roster.server.ts";
import { findLinesOfSales } from "./sale-money-store.server.ts";
import { findCheckoutStarts, findClicksOfSales, type AskedSale } from "./touch-store.server.ts";

/** What is stored about who led to each of many sales, by sale. */
export interface GatheredEvidence {
  readonly codes: ReadonlyMap<string, readonly CodeEvidence[]>;
  readonly clicks: ReadonlyMap<string, readonly ClickEvidence[]>;
  readonly checkoutStarts: ReadonlyMap<string, Date>;
  /** Empty where no policy looks at products or at the size of an order. */
  readonly lines: ReadonlyMap<string, readonly SaleLineRecord[]>;
}

/**
 * Everything stored that may say who led to these sales, as `collectEvidence` collects it for one, in a handful of queries for all. Bindings
 * are not in it: they follow from the customer's earlier sales, see walk-customer.ts.
 */
export async function gatherEvidence(
  tx: Tx,
  brandId: string,
  sales: readonly ReplayedSale[],
  traits: PolicyTraits,
  roster: Roster,
): Promise<GatheredEvidence> {
  const entered = new Map(sales.map((sale) => [sale.id, codesOn(sale)]));
  const asked = sales.map(({ id, placedAt, customerKey, clickIds }): AskedSale => {
    const named = [...new Set(clickIds.slice(0, MAX_CLICK_IDS).map((text) => text.trim().toLowerCase()))];
    return { id, placedAt, customerKey, clickIds: named.filter(isId) };
  });
  const keys = new Set([...entered.values()].flatMap((codes) => [...codes.keys()]));
  const [owned, clicks, lines] = await Promise.all([
    findCodes(tx, brandId, [...keys]),
    findClicksOfSales(tx, brandId, asked),
    traits.looksAtProducts
      ? findLinesOfSales(
          tx,
          brandId,
          sales.map(({ id }) => id),
        )
      : new Map<string, SaleLineRecord[]>(),
  ]);
  const owners = new Map(owned.map((code) => [code.codeKey, code]));
  const codes = new Map<string, CodeEvidence[]>();
  for (const [saleId, ofSale] of entered) {
    const known = [...ofSale].flatMap(([key, code]) => {
      const owner = owners.get(key);
      return owner ? [{ entered: code, ...owner }] : [];
    });
    if (known.length > 0) codes.set(saleId, known);
  }
  const late = asked.filter(({ id, placedAt }) => {
    const since = addMinutes(placedAt, -MAX_CHECKOUT_MINUTES);
    return traits.weighsLateClicks && clicks.bySale.get(id)?.some(({ occurredAt }) => occurredAt > since);
  });
  const checkoutStarts = await findCheckoutStarts(tx, brandId, late);
  await roster.meet(tx, [...clicks.partnershipIds, ...owned.map(({ partnershipId }) => partnershipId)]);
  return { codes, clicks: clicks.bySale, checkoutStarts, lines };
}

function codesOn({ codes }: ReplayedSale): Map<string, string> {
  const entered = new Map(codes.slice(0, MAX_CODES).map((code) => [normaliseCode(code), code]));
  entered.delete("");
  return entered;
}
