import type { DisputeStatus, PaymentStatus, RefundStatus } from "./sale.ts";

/** A sale as it is stored: its facts, and the decision it points to. */
export interface SaleRecord {
  readonly id: string;
  readonly storeId: string;
  readonly externalId: string;
  readonly externalName: string;
  readonly currency: string;
  readonly placedAt: Date;
  readonly providerUpdatedAt: Date;
  readonly paymentStatus: PaymentStatus;
  readonly cancelledAt: Date | null;
  readonly totalMinor: bigint;
  readonly customerKey: string | null;
  readonly isReturningCustomer: boolean | null;
  readonly codes: readonly string[];
  readonly clickIds: readonly string[];
  readonly listedRefunds: readonly string[] | null;
  readonly factsHash: string;
  readonly factsVersion: number;
  readonly attributionId: string | null;
  /** The brand's own word on whose sale it is, in force now. */
  readonly awardId: string | null;
}

export interface SaleLineRecord {
  readonly id: string;
  readonly externalId: string;
  readonly productId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly netMinor: bigint;
  readonly isCommissionable: boolean;
  readonly removedAt: Date | null;
}

export interface RefundRecord {
  readonly id: string;
  readonly externalId: string;
  readonly saleId: string | null;
  readonly status: RefundStatus;
  readonly statusReason: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly isWithdrawn: boolean;
  readonly refundedAt: Date;
  readonly lines: readonly {
    readonly externalLineId: string;
    readonly quantity: number;
    readonly netMinor: bigint | null;
  }[];
}

export interface DisputeRecord {
  readonly id: string;
  readonly externalId: string;
  readonly saleId: string | null;
  readonly status: DisputeStatus;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly openedAt: Date;
  readonly providerUpdatedAt: Date;
}

/** False for an order that was cancelled or will never be paid: it earns nothing, and makes nobody a customer. */
export function countsAsSale(sale: {
  readonly cancelledAt: Date | null;
  readonly paymentStatus: PaymentStatus;
}): boolean {
  return sale.cancelledAt === null && sale.paymentStatus !== "voided";
}
