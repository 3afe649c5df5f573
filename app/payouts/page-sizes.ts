/** Rows per page of the lists of batches, payouts and the sales behind a payout. */
export const BATCHES_SHOWN = 25;
export const PAYOUTS_SHOWN = 25;
export const PAYOUT_LINES_SHOWN = 25;
export const EARNINGS_SHOWN = 25;
