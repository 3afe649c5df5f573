/** The longest reason that a brand may give its creators. */
export const MAX_APPLY_REASON = 500;
