/** The longest reason for a reopening. Kept apart from the schema, so that the form needs no validator in the browser. */
export const MAX_REASON_LENGTH = 1_000;
