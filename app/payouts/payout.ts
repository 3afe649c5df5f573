/** How a batch travels. */
export const rails = ["sepa", "manual"] as const;
export type Rail = (typeof rails)[number];

/** prepared: frozen content, waits for a second person. approved: may be sent. sent: the file was released. cancelled: undone before sending. */
export const batchStatuses = ["prepared", "approved", "sent", "cancelled"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** prepared, then in-transit once sent, then settled or returned by the bank. cancelled with its batch. */
export const payoutStatuses = ["prepared", "in-transit", "settled", "returned", "cancelled"] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

/** Why a creator with money in the currency is not paid by a batch. */
export const skipReasons = [
  "below-minimum",
  "no-payee-details",
  "cooling-off",
  "account-outside-sepa",
  "negative-balance",
  "batch-full",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A skipped creator as a batch keeps it: amounts and instants as text, because JSON knows neither. */
export interface StoredSkip {
  readonly creatorId: string;
  readonly reason: SkipReason;
  readonly amountMinor: string;
  /** For a cooling-off: when the account may be used. */
  readonly until: string | null;
}

/** The formats a batch is exported in, once it is sent. */
export const fileFormats = ["pain.001.001.03", "pain.001.001.09", "csv"] as const;
export type FileFormat = (typeof fileFormats)[number];
