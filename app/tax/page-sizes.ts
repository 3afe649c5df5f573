/** Rows per page of the lists about tax. */
export const INVOICES_SHOWN = 25;
export const EARNERS_SHOWN = 25;
export const LISTED_SHOWN = 25;
