import type { Tx } from "#db/client.server.ts";
import { attributeSale } from "#app/attribution/attribute-sale.server.ts";
import { findStandingDecision, insertDecision } from "#app/attribution/attribution-store.server.ts";
import { bindingPartnershipOf } from "#app/attribution/customer-of.ts";
import { findCommissions, type CommissionRecord } from "#app/commissions/commission-store.server.ts";
import type { LaterSales } from "#app/commissions/progress-store.server.ts";
import { settleCommissions } from "#app/commissions/settle-commissions.server.ts";
import { markCodesUsed } from "#app/links/code-pool-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findShopper } from "#app/shoppers/find-shopper.server.ts";
import type { ShopperOfSale } from "#app/shoppers/shopper-of-sale.ts";
import { findHistory, findOtherSales } from "./customer-history-store.server.ts";
import { findDisputes, findRefunds, updateRefundStatus } from "./refund-store.server.ts";
import {
  countsAsSale,
  type DisputeRecord,
  type RefundRecord,
  type SaleLineRecord,
  type SaleRecord,
} from "./sale-record.ts";
import { findLines, lockSale, updateSale } from "./sale-store.server.ts";
import { followLaterSales, laterPayload, payloadOf, type LaterPayload } from "./follow-later-sales.server.ts";
import { orderFactsOf } from "./order-as-evidence.ts";
import { settleRefunds, type RefundStanding } from "./settled-refunds.ts";

/** A locked sale with everything that is stored about it. */
export interface LoadedSale {
  readonly sale: SaleRecord;
  readonly lines: readonly SaleLineRecord[];
  readonly refunds: readonly RefundRecord[];
  readonly disputes: readonly DisputeRecord[];
  readonly commissions: readonly CommissionRecord[];
  /** The sale was just inserted, and points to a decision that is still to be made. */
  readonly isNew?: boolean;
  /** Who the shopper is, where the caller has just found out. */
  readonly shopper?: ShopperOfSale;
}

/** What of the sale's facts changed since it was last settled. Nothing given: nothing that other sales depend on. */
export interface FactsBefore {
  /** Whether it counted as a sale of its customer before. */
  readonly countedBefore?: boolean;
  /** The facts before, when customer or time changed. */
  readonly movedFrom?: SaleRecord | null;
  /** Somebody is settling the later sales of this partnership already, those after this one next. */
  readonly followedPartnershipId?: string;
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
): Promise<readonly RefundStanding[]> {
  return settleLoadedSale(services, tx, brandId, await loadSale(tx, brandId, saleId), before);
}

/** Like `settleSale`, for a sale whose facts the caller has just read or written under its lock. */
export async function settleLoadedSale(
  services: Services,
  tx: Tx,
  brandId: string,
  loaded: LoadedSale,
  before: FactsBefore,
): Promise<readonly RefundStanding[]> {
  const { sale } = loaded;
  const counts = countsAsSale(sale);
  const counted = before.countedBefore ?? counts;
  const { boundTo, boundToBefore, refunds } = await settleOne(
    services,
    tx,
    brandId,
    loaded,
    before.followedPartnershipId,
  );
  const movedFrom = before.movedFrom ?? null;
  if (movedFrom) {
    const others = [
      ...(await findOtherSales(tx, brandId, sale, "all")),
      ...(await findOtherSales(tx, brandId, movedFrom, "all")),
    ];
    for (const other of others) await settleOne(services, tx, brandId, await loadSale(tx, brandId, other.id));
    return refunds;
  }
  const bindingChanged = (counted ? boundToBefore : null) !== (counts ? boundTo : null);
  if (bindingChanged || counted !== counts) await settleLaterSales(services, tx, brandId, sale, bindingChanged);
  return refunds;
}

/**
 * Only the next sale that counts can turn from new to returning or back. Who the customer is bound to matters to all that follow, and
 * so does every order between when there is a binding, which may end after a number of orders.
 */
async function settleLaterSales(
  services: Services,
  tx: Tx,
  brandId: string,
  sale: SaleRecord,
  bindingChanged: boolean,
): Promise<void> {
  const others = await findOtherSales(tx, brandId, sale, "later");
  // Not every sale of a group has this one in its history, so the next one that counts may not be the one that turns.
  let mustFollowAll = bindingChanged || others.some(({ isOfGroup }) => isOfGroup);
  for (const later of others) {
    const settled = await settleOne(services, tx, brandId, await loadSale(tx, brandId, later.id));
    if (!later.counts) continue;
    mustFollowAll ||= settled.isBound || settled.boundTo !== settled.boundToBefore;
    if (!mustFollowAll) return;
  }
}

async function loadSale(tx: Tx, brandId: string, saleId: string): Promise<LoadedSale> {
  const sale = await lockSale(tx, brandId, saleId);
  if (!sale) throw new Error(`Sale ${saleId} does not exist.`);
  const [lines, refunds, disputes, commissions] = await Promise.all([
    findLines(tx, brandId, saleId),
    findRefunds(tx, brandId, sale.storeId, sale.externalId),
    findDisputes(tx, brandId, sale.storeId, sale.externalId),
    findCommissions(tx, brandId, saleId),
  ]);
  return { sale, lines, refunds, disputes, commissions };
}

interface SettledOne {
  /** The partnership that the sale's code or click binds the customer to. */
  readonly boundTo: string | null;
  readonly boundToBefore: string | null;
  /** An earlier sale had bound the customer. */
  readonly isBound: boolean;
  readonly refunds: readonly RefundStanding[];
}

/** Settles this sale alone. */
async function settleOne(
  services: Services,
  tx: Tx,
  brandId: string,
  { sale, lines, refunds, disputes, commissions, isNew = false, shopper: known }: LoadedSale,
  followedPartnershipId?: string,
): Promise<SettledOne> {
  const shopper = known ?? (await findShopper(tx, brandId, sale));
  await markCodesUsed(tx, brandId, sale.codes.map(normaliseCode), sale.placedAt);
  const [history, standing] = await Promise.all([
    findHistory(tx, brandId, sale, shopper),
    isNew || sale.attributionId === null ? null : findStandingDecision(tx, brandId, sale.attributionId),
  ]);
  const isReturningCustomer = history.hasEarlierSale || sale.isReturningCustomer === true;
  const order = orderFactsOf(sale.currency, lines, isReturningCustomer);
  const { decision, newDecision, isExcluded } = await attributeSale(
    services,
    tx,
    brandId,
    { ...sale, joinedClicks: shopper.clicks },
    order,
    history.binding,
    standing,
  );
  if (newDecision) {
    const attributionId = isNew && sale.attributionId !== null ? sale.attributionId : newDecision.id;
    await Promise.all([
      insertDecision(tx, brandId, decision, { ...newDecision, id: attributionId }),
      attributionId === sale.attributionId ? undefined : updateSale(tx, brandId, sale.id, { attributionId }),
    ]);
  }

  const { refunded, standings } = settleRefunds(sale, lines, refunds, disputes);
  for (const { refundId, status, statusReason } of standings) {
    const known = refunds.find(({ id }) => id === refundId);
    if (known?.status === status && known.statusReason === statusReason) continue;
    await updateRefundStatus(tx, brandId, refundId, status, statusReason);
  }
  const isDisputed = disputes.some(({ status }) => status === "open");
  const later = await settleCommissions(services, tx, brandId, {
    saleId: sale.id,
    person: shopper,
    placedAt: sale.placedAt,
    currency: sale.currency,
    isVoid: !countsAsSale(sale),
    isReturningCustomer,
    lines: lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      sku: line.sku,
      quantity: line.quantity,
      netMinor: line.netMinor,
      remainingMinor: refunded.remainingMinor.get(line.id) ?? 0n,
      isCommissionable: line.isCommissionable,
      isRemoved: line.removedAt !== null,
      isExcluded: isExcluded(line),
    })),
    blockedBy: isDisputed ? "open-dispute" : sale.paymentStatus === "pending" ? "unpaid-order" : null,
    credits: decision.credits,
    commissions,
  });
  await followLater(services, tx, brandId, later, followedPartnershipId);
  return {
    boundTo: bindingPartnershipOf(decision.credits),
    boundToBefore: bindingPartnershipOf(standing?.credits ?? []),
    isBound: history.binding !== null,
    refunds: standings,
  };
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
