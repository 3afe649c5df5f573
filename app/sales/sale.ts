/** pending: the buyer has not paid yet. paid: the money came in (refunds are counted apart). voided: it never will. */
export const paymentStatuses = ["pending", "paid", "voided"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** counted: takes back commission. parked: cannot be matched or is larger than the order; a person looks. deleted: the shop took the refund back. */
export const refundStatuses = ["counted", "parked", "deleted"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** open: the bank has not decided; commission is frozen. won: released. lost: taken back. */
export const disputeStatuses = ["open", "won", "lost"] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];
