/** Rails that travel as files a person hands to a bank or uploads. */
export const fileRails = ["sepa", "nacha", "paypal-file", "manual"] as const;
export type FileRailName = (typeof fileRails)[number];

/** Rails that are calls to a provider's API. */
const apiRails = ["stripe", "paypal"] as const;

/** How a batch travels: as a file, or by calls to a provider's API. */
export const rails = [...fileRails, ...apiRails] as const;
export type Rail = (typeof rails)[number];

/** prepared: frozen content, waits for a second person. approved: may be sent. sent: released to its rail. cancelled: undone before sending. */
export const batchStatuses = ["prepared", "approved", "sent", "cancelled"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** prepared, then in-transit once sent, then settled or returned by the rail. cancelled with its batch. */
export const payoutStatuses = ["prepared", "in-transit", "settled", "returned", "cancelled"] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

/**
 * What a provider made of a call. waiting: not asked yet. unknown: asked, and no answer is known; it may have paid. accepted: it has the
 * payouts. refused: it will not pay them, and their money is payable again.
 */
export const parcelStates = ["waiting", "unknown", "accepted", "refused"] as const;
export type ParcelState = (typeof parcelStates)[number];

/** What became of a provider's event. failed: tried again by itself. */
export const providerEventStatuses = ["received", "processed", "ignored", "failed"] as const;
export type ProviderEventStatus = (typeof providerEventStatuses)[number];

/**
 * asked: waits for a second person. confirmed: the provider is asked until its answer is known. taken-back: the money is payable again.
 * refused: the provider did not do it. withdrawn: somebody of finance dropped it, or the money came back by itself before.
 */
export const takeBackStatuses = ["asked", "confirmed", "taken-back", "refused", "withdrawn"] as const;
export type TakeBackStatus = (typeof takeBackStatuses)[number];

/** Why a creator with money in the currency is not paid by a batch. */
export const skipReasons = [
  "below-minimum",
  "below-own-minimum",
  "no-payee-details",
  "cooling-off",
  "account-outside-sepa",
  "other-rail",
  "other-currency",
  "no-exchange-rate",
  "negative-balance",
  "waiting-for-funds",
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
  /** The amount that was not reached, the platform's or the creator's own; absent in batches from before there were terms. */
  readonly minimumMinor?: string | null;
}

/** The formats a batch is exported in, once it is sent. */
export const fileFormats = ["pain.001.001.03", "pain.001.001.09", "nacha", "paypal-csv", "csv"] as const;
export type FileFormat = (typeof fileFormats)[number];
