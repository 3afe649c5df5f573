import type { Tx } from "#db/client.server.ts";
import { findCommissions } from "#app/commissions/commission-store.server.ts";
import type { LaterSales } from "#app/commissions/progress-store.server.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findOtherSales, type OtherSale } from "./customer-history-store.server.ts";
import { followLaterSales, laterPayload, payloadOf, type LaterPayload } from "./follow-later-sales.server.ts";
import { unforeseen, type Foreseen } from "./foresee-earning.server.ts";
import { findDisputes, findRefunds } from "./refund-store.server.ts";
import { countsAsSale, type SaleRecord } from "./sale-record.ts";
import { findLines, lockSales, textOfName } from "./sale-store.server.ts";
import type { RefundStanding } from "./settled-refunds.ts";
import { settleTogether, type LoadedSale, type SettledSale } from "./settle-together.server.ts";

/** What of the sale's facts changed since it was last settled. Nothing given: nothing that other sales depend on. */
export interface FactsBefore {
  /** Whether it counted as a sale of its customer before. */
  readonly countedBefore?: boolean;
  /** The facts before, when customer or time changed. */
  readonly movedFrom?: SaleRecord | null;
  /** Somebody is settling the later sales of this partnership already, those after this one next. */
  readonly followedPartnershipId?: string;
  /** Sales of the customer that the caller settles after this one, each once and in order of time. */
  readonly ownSaleIds?: ReadonlySet<string>;
}

/** Settles the later sales of a creator whose steps, bonuses or caps look at one that has changed. */
export const settleLaterJob: Job<LaterPayload> = {
  name: "settle-later-sales",
  payload: laterPayload,
  run: (services, later) => {
    const { brandId, partnershipId: followedPartnershipId } = later;
    return followLaterSales(services, later, (tx, saleId) =>
      settleSale(services, tx, brandId, saleId, { followedPartnershipId }),
    );
  },
};

/** A loaded sale, when it is settled, and what of it changed. */
export interface SettlingSale extends LoadedSale {
  readonly before: FactsBefore;
}

/**
 * Brings one sale to where the facts say it should be: decides who is credited, computes what each line should have earned by now and
 * posts the difference to what was posted so far. Running it again changes nothing. When it changes what later sales of the same customer
 * depend on - whether they were new, who they are bound to - those are settled again, in order of time. Returns how its refunds stand.
 */
export async function settleSale(
  services: Services,
  tx: Tx,
  brandId: string,
  saleId: string,
  before: FactsBefore = {},
  at: Date = services.clock.now(),
): Promise<readonly RefundStanding[]> {
  const loaded = await loadSales(tx, brandId, [saleId]);
  const [settled] = await settleSales(
    services,
    tx,
    brandId,
    loaded.map((sale) => ({ ...sale, at, before })),
  );
  if (!settled) throw new Error(`Sale ${saleId} does not exist.`);
  return settled.refunds;
}

/**
 * Settles many sales of one brand, no two of them of one customer, for whom the order of their sales matters: everything about all of them is
 * read, decided and written together. Budgets are used in the order given. In the order of the sales.
 */
export async function settleSales(
  services: Services,
  tx: Tx,
  brandId: string,
  sales: readonly SettlingSale[],
  foreseen: Foreseen = unforeseen,
): Promise<SettledSale[]> {
  const settled = await settleTogether(services, tx, brandId, sales, foreseen);
  for (const [index, sale] of sales.entries()) {
    const one = settled[index];
    if (one) await settleFollowing(services, tx, brandId, sale, one);
  }
  return settled;
}

async function settleFollowing(
  services: Services,
  tx: Tx,
  brandId: string,
  { sale, before, at }: SettlingSale,
  { boundTo, boundToBefore, hasLaterSale, later }: SettledSale,
): Promise<void> {
  await followLater(services, tx, brandId, later, before.followedPartnershipId);
  const movedFrom = before.movedFrom ?? null;
  if (movedFrom) {
    const others = [
      ...(await findOtherSales(tx, brandId, sale, "all")),
      ...(await findOtherSales(tx, brandId, movedFrom, "all")),
    ];
    for (const other of others) await settleAgain(services, tx, brandId, other.id, at);
    return;
  }
  const counts = countsAsSale(sale);
  const counted = before.countedBefore ?? counts;
  const bindingChanged = (counted ? boundToBefore : null) !== (counts ? boundTo : null);
  if (!hasLaterSale || (!bindingChanged && counted === counts)) return;
  const others = await findOtherSales(tx, brandId, sale, "later");
  const left = others.filter(({ id }) => !before.ownSaleIds?.has(id));
  await settleLaterSales(services, tx, brandId, { later: left, at }, bindingChanged);
}

/**
 * Only the next sale that counts can turn from new to returning or back. Who the customer is bound to matters to all that follow, and
 * so does every order between when there is a binding, which may end after a number of orders.
 */
async function settleLaterSales(
  services: Services,
  tx: Tx,
  brandId: string,
  { later, at }: { readonly later: readonly OtherSale[]; readonly at: Date },
  bindingChanged: boolean,
): Promise<void> {
  // Not every sale of a group has this one in its history, so the next one that counts may not be the one that turns.
  let mustFollowAll = bindingChanged || later.some(({ isOfGroup }) => isOfGroup);
  for (const { id, counts } of later) {
    const settled = await settleAgain(services, tx, brandId, id, at);
    if (!counts) continue;
    mustFollowAll ||= settled.isBound || settled.boundTo !== settled.boundToBefore;
    if (!mustFollowAll) return;
  }
}

/** Settles one sale alone. */
async function settleAgain(
  services: Services,
  tx: Tx,
  brandId: string,
  saleId: string,
  at: Date,
): Promise<SettledSale> {
  const loaded = await loadSales(tx, brandId, [saleId]);
  const [settled] = await settleTogether(
    services,
    tx,
    brandId,
    loaded.map((sale) => ({ ...sale, at })),
  );
  if (!settled) throw new Error(`Sale ${saleId} does not exist.`);
  await followLater(services, tx, brandId, settled.later, undefined);
  return settled;
}

/** The later sales of the partnership that somebody follows already are left to them. */
async function followLater(
  services: Services,
  tx: Tx,
  brandId: string,
  later: readonly LaterSales[],
  followedPartnershipId: string | undefined,
): Promise<void> {
  for (const one of later) {
    if (one.partnershipId === followedPartnershipId) continue;
    await services.queue.enqueue(tx, settleLaterJob, payloadOf(brandId, one));
  }
}

/** Locks those of these sales that exist and reads everything stored about them. In the order of the ids. */
export async function loadSales(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<Omit<LoadedSale, "at">[]> {
  const sales = await lockSales(tx, brandId, saleIds);
  const names = sales.map(({ storeId, externalId }) => ({ storeId, externalOrderId: externalId }));
  const [lines, refunds, disputes, commissions] = await Promise.all([
    findLines(tx, brandId, saleIds),
    findRefunds(tx, brandId, names),
    findDisputes(tx, brandId, names),
    findCommissions(tx, brandId, saleIds),
  ]);
  const [linesOf, refundsOf, disputesOf, commissionsOf] = [
    groupedBy(lines, ({ saleId }) => saleId),
    groupedBy(refunds, textOfName),
    groupedBy(disputes, textOfName),
    groupedBy(commissions, ({ saleId }) => saleId),
  ];
  const loaded = new Map(
    sales.map((sale) => {
      const name = textOfName({ storeId: sale.storeId, externalOrderId: sale.externalId });
      return [
        sale.id,
        {
          sale,
          lines: linesOf.get(sale.id) ?? [],
          refunds: refundsOf.get(name) ?? [],
          disputes: disputesOf.get(name) ?? [],
          commissions: commissionsOf.get(sale.id) ?? [],
        },
      ];
    }),
  );
  return saleIds.flatMap((id) => loaded.get(id) ?? []);
}
