import type { DisputeStatus, PaymentStatus } from "./sale.ts";

/** What tells two versions of one order apart. */
export interface OrderVersion {
  readonly providerUpdatedAt: Date;
  readonly paymentStatus: PaymentStatus;
  readonly cancelledAt: Date | null;
  /** The refunds it lists, where its list is the whole one. */
  readonly listedRefunds: readonly string[] | null;
  /** Hash of all facts. */
  readonly factsHash: string;
}

const paymentOrder: readonly PaymentStatus[] = ["pending", "paid", "voided"];

/**
 * Positive when the first version is the newer one, 0 when they are the same. Providers tell time to the second, so an order created and
 * paid within one second comes as two versions of the same time: the one that is further along is the newer one (a refund is made more
 * often than taken back), and where that is equal too the hash decides, so that any order of arrival ends with the same facts.
 */
export function compareVersions(one: OrderVersion, other: OrderVersion): number {
  return (
    one.providerUpdatedAt.getTime() - other.providerUpdatedAt.getTime() ||
    Number(one.cancelledAt !== null) - Number(other.cancelledAt !== null) ||
    paymentOrder.indexOf(one.paymentStatus) - paymentOrder.indexOf(other.paymentStatus) ||
    (one.listedRefunds?.length ?? 0) - (other.listedRefunds?.length ?? 0) ||
    compareText(one.factsHash, other.factsHash)
  );
}

const disputeOrder: readonly DisputeStatus[] = ["open", "won", "lost"];

/** Like `compareVersions`, for disputes: of two statuses of one time the final one is newer. */
export function compareDisputes(
  one: { readonly providerUpdatedAt: Date; readonly status: DisputeStatus },
  other: { readonly providerUpdatedAt: Date; readonly status: DisputeStatus },
): number {
  return (
    one.providerUpdatedAt.getTime() - other.providerUpdatedAt.getTime() ||
    disputeOrder.indexOf(one.status) - disputeOrder.indexOf(other.status)
  );
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
