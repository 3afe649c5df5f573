import { beforeCommit } from "#db/before-commit.server.ts";
import type { Tx } from "#db/client.server.ts";
import {
  attributeSale,
  completeEvidence,
  gatherTouches,
  touchedPartnershipIds,
  type AttributedSale,
  type SaleTouches,
} from "#app/attribution/attribute-sale.server.ts";
import {
  findStandingDecisions,
  insertDecisions,
  type StandingDecision,
} from "#app/attribution/attribution-store.server.ts";
import { awaitClicks } from "#app/attribution/awaited-click-store.server.ts";
import { bindingPartnershipOf } from "#app/attribution/customer-of.ts";
import type { Decision } from "#app/attribution/decision.ts";
import type { CommissionRecord } from "#app/commissions/commission-store.server.ts";
import type { LaterSales } from "#app/commissions/progress-store.server.ts";
import {
  settleCommissions,
  type SettledSale as EarningSettlement,
} from "#app/commissions/settle-commissions.server.ts";
import { markCodesUsed } from "#app/links/code-pool-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findShoppers } from "#app/shoppers/find-shopper.server.ts";
import { aloneShopper, type ShopperOfSale } from "#app/shoppers/shopper-of-sale.ts";
import { findHistories, type CustomerHistory } from "./customer-history-store.server.ts";
import { findEarning, unforeseen, type Foreseen } from "./foresee-earning.server.ts";
import { orderFactsOf } from "./order-as-evidence.ts";
import { updateRefundStatus } from "./refund-store.server.ts";
import {
  countsAsSale,
  type DisputeRecord,
  type RefundRecord,
  type SaleLineRecord,
  type SaleRecord,
} from "./sale-record.ts";
import { pointToDecisions } from "./sale-store.server.ts";
import { settleRefunds, type RefundStanding } from "./settled-refunds.ts";

/** A locked sale with everything that is stored about it. */
export interface LoadedSale {
  readonly sale: SaleRecord;
  readonly lines: readonly SaleLineRecord[];
  readonly refunds: readonly RefundRecord[];
  readonly disputes: readonly DisputeRecord[];
  readonly commissions: readonly CommissionRecord[];
  /** The sale is inserted in this transaction, and points to a decision that is still to be made. */
  readonly isNew?: boolean;
  /** When it is settled. */
  readonly at: Date;
  /** Who the shopper is, where the caller has just found out. */
  readonly shopper?: ShopperOfSale;
}

export interface SettledSale {
  readonly decision: Decision;
  /** The partnership that the sale's code or click binds the customer to. */
  readonly boundTo: string | null;
  readonly boundToBefore: string | null;
  /** An earlier sale had bound the customer. */
  readonly isBound: boolean;
  /** The customer has a later sale. */
  readonly hasLaterSale: boolean;
  readonly refunds: readonly RefundStanding[];
  /** Later sales of the creators that look back at this one. */
  readonly later: readonly LaterSales[];
}

/** A sale with what was read about who led to it. */
interface ReadSale extends LoadedSale {
  readonly history: CustomerHistory;
  readonly touches: SaleTouches;
  readonly shopper: ShopperOfSale;
  readonly standing: StandingDecision | null;
  readonly isReturningCustomer: boolean;
}

/** A sale as it is decided, not written yet. */
interface DecidedSale extends ReadSale {
  readonly attributed: AttributedSale;
  readonly refunded: ReturnType<typeof settleRefunds>;
}

/**
 * Settles sales of which none depends on another: reads everything about all of them in two rounds of statements, decides each by the pure
 * rules and writes all that changes in a third. A set of one is what an event of a shop brings.
 */
export async function settleTogether(
  services: Services,
  tx: Tx,
  brandId: string,
  sales: readonly LoadedSale[],
  foreseen: Foreseen = unforeseen,
): Promise<SettledSale[]> {
  if (sales.length === 0) return [];
  const read = await readTogether(tx, brandId, sales, foreseen);
  const asked = read.map(({ sale, lines, history, touches, isReturningCustomer }) => ({
    ...{ sale, touches, binding: history.binding },
    order: orderFactsOf(sale.currency, lines, isReturningCustomer),
  }));
  const credited = read.flatMap(({ commissions }) => commissions.map(({ partnershipId }) => partnershipId));
  const [evidence, partnerships] = await Promise.all([
    completeEvidence(tx, brandId, asked, foreseen),
    findEarning(tx, brandId, [...asked.flatMap(touchedPartnershipIds), ...credited], foreseen),
  ]);
  const decided = read.flatMap((one, index): DecidedSale[] => {
    const known = evidence[index];
    if (!known) throw new Error("A sale was asked for, and nothing was answered.");
    const { sale, lines, refunds, disputes, standing, at } = one;
    const id = one.isNew && sale.attributionId !== null ? sale.attributionId : services.newId();
    const attributed = attributeSale(sale, known, standing, { id, decidedAt: at });
    const refunded = settleRefunds(sale, lines, refunds, disputes);
    return [{ ...one, attributed, refunded }];
  });
  beforeCommit(tx, saveDecided(tx, brandId, decided));
  const later = await settleCommissions(services, tx, brandId, decided.map(settlementOf), partnerships);
  return decided.map(({ attributed, standing, history, refunded }, index) => ({
    later: later[index] ?? [],
    decision: attributed.decision,
    boundTo: bindingPartnershipOf(attributed.decision.credits),
    boundToBefore: bindingPartnershipOf(standing?.credits ?? []),
    isBound: history.binding !== null,
    hasLaterSale: history.hasLaterSale,
    refunds: refunded.standings,
  }));
}

async function readTogether(
  tx: Tx,
  brandId: string,
  sales: readonly LoadedSale[],
  foreseen: Foreseen,
): Promise<ReadSale[]> {
  const stood = sales.flatMap(({ sale, isNew }) => (isNew || sale.attributionId === null ? [] : [sale.attributionId]));
  const shoppers = await shoppersOf(tx, brandId, sales);
  const joined = sales.map(({ sale }, index) => {
    const shopper = shoppers[index] ?? aloneShopper;
    return { ...sale, shopper, joinedClicks: shopper.clicks };
  });
  const [histories, standings, touches] = await Promise.all([
    findHistories(tx, brandId, joined),
    findStandingDecisions(tx, brandId, stood),
    gatherTouches(tx, brandId, joined, foreseen),
  ]);
  return sales.map((loaded, index) => {
    const { sale, isNew } = loaded;
    const [history, found] = [histories[index], touches[index]];
    if (!history || !found) throw new Error("A sale was asked for, and nothing was answered.");
    return {
      ...loaded,
      ...{ history, touches: found, shopper: shoppers[index] ?? aloneShopper },
      standing: isNew || sale.attributionId === null ? null : (standings.get(sale.attributionId) ?? null),
      isReturningCustomer: history.hasEarlierSale || sale.isReturningCustomer === true,
    };
  });
}

/** Asks about those whom the caller does not know. */
async function shoppersOf(tx: Tx, brandId: string, sales: readonly LoadedSale[]): Promise<ShopperOfSale[]> {
  const asked = sales.filter(({ shopper }) => shopper === undefined).map(({ sale }) => sale);
  const found = await findShoppers(tx, brandId, asked);
  const shoppers = new Map(asked.map(({ id }, index) => [id, found[index] ?? aloneShopper]));
  return sales.map(({ sale, shopper }) => shopper ?? shoppers.get(sale.id) ?? aloneShopper);
}

/** What the rules of commissions look at. */
function settlementOf(decided: DecidedSale): EarningSettlement {
  const { sale, lines, disputes, commissions, at, shopper, isReturningCustomer, attributed, refunded } = decided;
  const isDisputed = disputes.some(({ status }) => status === "open");
  return {
    saleId: sale.id,
    person: shopper,
    placedAt: sale.placedAt,
    at,
    currency: sale.currency,
    isVoid: !countsAsSale(sale),
    isReturningCustomer,
    lines: lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      sku: line.sku,
      quantity: line.quantity,
      netMinor: line.netMinor,
      remainingMinor: refunded.refunded.remainingMinor.get(line.id) ?? 0n,
      isCommissionable: line.isCommissionable,
      isRemoved: line.removedAt !== null,
      isExcluded: attributed.isExcluded(line),
    })),
    blockedBy: isDisputed ? "open-dispute" : sale.paymentStatus === "pending" ? "unpaid-order" : null,
    credits: attributed.decision.credits,
    commissions,
  };
}

/** Decisions that differ from those that stand, codes that are used up, clicks that are waited for, and how refunds stand. */
async function saveDecided(tx: Tx, brandId: string, decided: readonly DecidedSale[]): Promise<void> {
  const made = decided.flatMap(({ sale, attributed: { decision, newDecision } }) =>
    newDecision ? [{ sale, decision, row: newDecision }] : [],
  );
  const moved = made.filter(({ sale, row }) => sale.attributionId !== row.id);
  const awaited = decided.flatMap(({ sale, touches, at }) =>
    touches.awaited.map((clickId) => ({ brandId, clickId, saleId: sale.id, awaitedAt: at })),
  );
  const used = decided.flatMap(({ sale, touches }) =>
    touches.usesUp.map((codeKey) => ({ codeKey, usedAt: sale.placedAt })),
  );
  const restated = decided.flatMap(({ refunds, refunded }) => {
    const known = new Map(refunds.map((refund) => [refund.id, refund]));
    return refunded.standings.filter(({ refundId, status, statusReason }) => {
      const stood = known.get(refundId);
      return stood?.status !== status || stood.statusReason !== statusReason;
    });
  });
  await Promise.all([
    insertDecisions(tx, brandId, made),
    pointToDecisions(
      tx,
      brandId,
      moved.map(({ sale, row }) => ({ saleId: sale.id, attributionId: row.id })),
    ),
    awaitClicks(tx, awaited),
    markCodesUsed(tx, brandId, used),
    ...restated.map(({ refundId, status, statusReason }) =>
      updateRefundStatus(tx, brandId, refundId, status, statusReason),
    ),
  ]);
}
