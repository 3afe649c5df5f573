import { applyRefunds, type RefundableLine } from "../sales/apply-refunds.ts";
import type { RefundStatus } from "../sales/sale.ts";

interface Order {
  readonly lines: readonly (Omit<RefundableLine, "isCounted"> & { readonly isCommissionable: boolean; readonly removedAt: Date | null })[];
  readonly refunds: readonly {
    readonly id: string;
    readonly status: RefundStatus;
    readonly currency: string;
    readonly amountMinor: bigint;
    readonly refundedAt: Date;
  }[];
  readonly refundLines: readonly {
    readonly refundId: string;
    readonly externalLineId: string;
    readonly quantity: number;
    readonly netMinor: bigint | null;
  }[];
}

/** What refunds took back from the net of each line, by line id, by the same rule that takes back commission. */
export function refundedByLine(sale: { currency: string; totalMinor: bigint }, order: Order): ReadonlyMap<string, bigint> {
  const lines = order.lines.map((line) => ({ ...line, isCounted: line.isCommissionable && line.removedAt === null }));
  const takings = order.refunds
    .filter(({ status }) => status !== "deleted")
    .map((refund) => ({ ...refund, at: refund.refundedAt, lines: order.refundLines.filter(({ refundId }) => refundId === refund.id) }));
  const { remainingMinor } = applyRefunds({ ...sale, lines }, takings);
  return new Map(lines.map((line) => [line.id, line.isCounted ? line.netMinor - (remainingMinor.get(line.id) ?? 0n) : 0n]));
}
