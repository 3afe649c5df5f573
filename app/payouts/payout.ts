/** How a batch travels. */
export const rails = ["sepa", "manual"] as const;
export type Rail = (typeof rails)[number];

/** prepared: frozen content, waits for a second person. approved: may be sent. sent: the file was released. cancelled: undone before sending. */
export const batchStatuses = ["prepared", "approved", "sent", "cancelled"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** prepared, then in-transit once sent, then settled or returned by the bank. cancelled with its batch. */
export const payoutStatuses = ["prepared", "in-transit", "settled", "returned", "cancelled"] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];
