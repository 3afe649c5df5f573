import type { Tx } from "#db/client.server.ts";
import { MAX_CLICK_IDS } from "#app/attribution/attribute-sale.server.ts";
import { MAX_CODES } from "#app/attribution/entered-codes.ts";
import { findCheckoutStarts, findClicksById, MAX_CHECKOUT_MINUTES } from "#app/attribution/attribution-store.server.ts";
import type { ClickEvidence, CodeEvidence } from "#app/attribution/sale-evidence.ts";
import { addMinutes } from "#app/kit/clock.ts";
import { isId } from "#app/kit/ids.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import type { SaleLineRecord } from "#app/sales/sale-record.ts";
import { findShoppers } from "#app/shoppers/find-shopper.server.ts";
import type { PolicyTraits } from "./replayed-sale-store.server.ts";
import type { ReplayedSale } from "./replayed-sale.ts";
import type { Roster } from "./roster.server.ts";
import { findLinesOfSales } from "./sale-money-store.server.ts";
import { findClicksOfSales, type AskedSale } from "./touch-store.server.ts";

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
  const [owned, named, joined, lines] = await Promise.all([
    findCodes(tx, brandId, [...keys]),
    findClicksOfSales(tx, brandId, asked),
    traits.reachesShoppers ? findJoinedClicks(tx, brandId, sales) : new Map<string, ClickEvidence[]>(),
    traits.looksAtProducts
      ? findLinesOfSales(
          tx,
          brandId,
          sales.map(({ id }) => id),
        )
      : new Map<string, SaleLineRecord[]>(),
  ]);
  const clicks = withJoined(named.bySale, joined);
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
    return traits.weighsLateClicks && clicks.get(id)?.some(({ occurredAt }) => occurredAt > since);
  });
  const starts = await findCheckoutStarts(tx, brandId, late);
  const checkoutStarts = new Map(
    late.flatMap(({ id }, index) => {
      const startedAt = starts[index];
      return startedAt ? [[id, startedAt] as const] : [];
    }),
  );
  const ofJoined = [...joined.values()].flat().map(({ partnershipId }) => partnershipId);
  await roster.meet(tx, [...named.partnershipIds, ...ofJoined, ...owned.map(({ partnershipId }) => partnershipId)]);
  return { codes, clicks, checkoutStarts, lines };
}

/** The clicks of the same shoppers elsewhere, by sale, as settling one sale finds them. */
async function findJoinedClicks(
  tx: Tx,
  brandId: string,
  sales: readonly ReplayedSale[],
): Promise<Map<string, ClickEvidence[]>> {
  const shoppers = await findShoppers(tx, brandId, sales);
  const ids = new Set(shoppers.flatMap(({ clicks }) => clicks.map(({ clickId }) => clickId)));
  const found = new Map((await findClicksById(tx, brandId, [...ids])).map((click) => [click.id, click]));
  return new Map(
    sales.flatMap(({ id }, index) => {
      const clicks = (shoppers[index]?.clicks ?? []).flatMap(({ clickId, by }) => {
        const click = found.get(clickId);
        return click ? [{ ...click, joinedBy: by }] : [];
      });
      return clicks.length > 0 ? [[id, clicks] as const] : [];
    }),
  );
}

/** A click may be both another one of the order's browser and one that a visit told of: it is one touch, the order's own. */
function withJoined(
  own: ReadonlyMap<string, readonly ClickEvidence[]>,
  joined: ReadonlyMap<string, readonly ClickEvidence[]>,
): ReadonlyMap<string, readonly ClickEvidence[]> {
  if (joined.size === 0) return own;
  const textOf = ({ partnershipId, occurredAt }: ClickEvidence) => `${partnershipId} ${occurredAt.getTime()}`;
  const all = new Map(own);
  for (const [saleId, clicks] of joined) {
    const known = own.get(saleId) ?? [];
    const texts = new Set(known.map(textOf));
    all.set(saleId, [...known, ...clicks.filter((click) => !texts.has(textOf(click)))]);
  }
  return all;
}

function codesOn({ codes }: ReplayedSale): Map<string, string> {
  const entered = new Map(codes.slice(0, MAX_CODES).map((code) => [normaliseCode(code), code]));
  entered.delete("");
  return entered;
}
