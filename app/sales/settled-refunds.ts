import { applyRefunds, type RefundedSale, type TakingBack } from "./apply-refunds.ts";
import type { DisputeRecord, RefundRecord, SaleLineRecord, SaleRecord } from "./sale-record.ts";
import type { RefundStatus } from "./sale.ts";

/** What became of one refund. */
export interface RefundStanding {
  readonly refundId: string;
  readonly externalId: string;
  readonly status: RefundStatus;
  readonly statusReason: string | null;
}

/** What of a sale bears on its refunds. */
export type RefundedOrder = Pick<SaleRecord, "currency" | "totalMinor" | "listedRefunds" | "providerUpdatedAt">;

/**
 * What all refunds and lost disputes of a sale leave of its lines, and how each refund stands. A refund that the shop deleted takes
 * nothing back; a lost dispute takes back its amount like a refund that names no lines.
 */
export function settleRefunds(
  sale: RefundedOrder,
  lines: readonly SaleLineRecord[],
  refunds: readonly RefundRecord[],
  disputes: readonly DisputeRecord[],
): { readonly refunded: RefundedSale; readonly standings: RefundStanding[] } {
  const deleted = new Map(refunds.map((refund) => [refund.id, whyDeleted(sale, refund)]));
  const standing = refunds.filter(({ id }) => deleted.get(id) === null);
  const lost = disputes.filter(({ status }) => status === "lost");
  const refunded = applyRefunds(
    {
      currency: sale.currency,
      totalMinor: sale.totalMinor,
      lines: lines.map((line) => ({ ...line, isCounted: line.isCommissionable && line.removedAt === null })),
    },
    // Sorted by the provider's ids, because ours tell only which event came first.
    [
      ...standing.map((refund): TakingBack => ({
        ...refund,
        id: `refund ${refund.externalId}`,
        at: refund.refundedAt,
      })),
      ...lost.map((dispute): TakingBack => ({
        ...dispute,
        id: `~dispute ${dispute.externalId}`,
        at: dispute.providerUpdatedAt,
        lines: [],
      })),
    ],
  );
  const standings = refunds.map((refund): RefundStanding => {
    const named = { refundId: refund.id, externalId: refund.externalId };
    const reason = deleted.get(refund.id) ?? null;
    if (reason !== null) return { ...named, status: "deleted", statusReason: reason };
    const parked = refunded.parkedBecause.get(`refund ${refund.externalId}`) ?? null;
    return { ...named, status: parked === null ? "counted" : "parked", statusReason: parked };
  });
  return { refunded, standings };
}

/** A version that lists all refunds says which are gone; it knows nothing of refunds made after it. */
function whyDeleted(sale: RefundedOrder, refund: RefundRecord): string | null {
  if (refund.isWithdrawn) return "The provider says that this refund failed or was taken back.";
  const isListed = sale.listedRefunds === null || sale.listedRefunds.includes(refund.externalId);
  if (isListed || refund.refundedAt > sale.providerUpdatedAt) return null;
  return "The shop no longer lists this refund.";
}
