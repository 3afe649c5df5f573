/** Rows per page of the lists of batches, payouts and the sales behind a payout. */
export const BATCHES_SHOWN = 25;
export const PAYOUTS_SHOWN = 25;
export const PAYOUT_LINES_SHOWN = 25;
export const EARNINGS_SHOWN = 25;
export const TERMS_SHOWN = 25;
export const STATEMENT_LINES_SHOWN = 50;
/** The sales of one payout that a statement shows under its line; the payout's own page lists all. */
export const STATEMENT_SALES_SHOWN = 25;

/** The most rows, sales behind payouts among them, of a statement on paper: about 200 pages. The table has no limit. */
export const MAX_PDF_ROWS = 5_000;
